export { preloadMap, SituationMap } from './situation-map.js';
export type { SituationMapProps } from './situation-map.js';
export type { MapArea, MapMode } from './layers.js';
