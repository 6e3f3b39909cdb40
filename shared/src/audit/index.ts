export * from './audit.actions.js';
export * from './audit.contract.js';
