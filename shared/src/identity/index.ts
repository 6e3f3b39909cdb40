export * from './desk.contract.js';
export * from './identity.contract.js';
export * from './identity.rules.js';
export * from './permissions.js';
export * from './principal.js';
export * from './invitations.contract.js';
export * from './first-steps.contract.js';
