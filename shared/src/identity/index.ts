export * from './desk.contract.js';
export * from './identity.contract.js';
export * from './identity.rules.js';
export * from './permissions.js';
export * from './principal.js';
