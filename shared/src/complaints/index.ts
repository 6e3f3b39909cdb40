export * from './complaints.contract.js';
export * from './complaints.rules.js';
export * from './enrichment.contract.js';
export * from './imports.contract.js';
export * from './masking.rules.js';
