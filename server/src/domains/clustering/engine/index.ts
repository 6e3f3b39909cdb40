export { Engine } from './engine.js';
export { withCorrection } from './corrections.js';
export { objectKey } from './objects.js';
export { prepare } from './prepare.js';
export { ENGINE_VERSION, DEFAULT_CONFIG, type EngineConfig, type EngineSettings, type ProfileConfig } from './config.js';
export type * from './types.js';
