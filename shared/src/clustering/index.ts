export * from './brands.contract.js';
export * from './clustering.contract.js';
export * from './dictionary.contract.js';
export * from './dictionary.rules.js';
export * from './recluster.contract.js';
export * from './studio.contract.js';
export * from './set-aside.contract.js';
