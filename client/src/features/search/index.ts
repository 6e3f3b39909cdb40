export { SearchPage } from './search-page.js';
export { useSearchEntries } from './use-search-entries.js';
