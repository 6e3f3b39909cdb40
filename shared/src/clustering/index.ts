export * from './clustering.contract.js';
