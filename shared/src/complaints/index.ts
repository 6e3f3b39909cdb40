export * from './complaints.contract.js';
export * from './enrichment.contract.js';
