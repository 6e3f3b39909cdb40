export { DictionaryPage } from './dictionary-page.js';
