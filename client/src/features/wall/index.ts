export { WallView } from './wall-view.js';
export type { WallViewProps } from './wall-view.js';
