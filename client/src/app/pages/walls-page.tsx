export { WallsPage } from '../../features/walls/index.js';
