export { WallsPage } from './walls-page.js';
