export * from './complaints.contract.js';
export * from './complaints.rules.js';
export * from './enrichment.contract.js';
export * from './export.contract.js';
export * from './imports.contract.js';
export * from './masking.rules.js';
export * from './message.contract.js';
export * from './public.contract.js';
