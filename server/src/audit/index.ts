export { AuditNames, namesIn } from './audit-names.js';
export { Audit, type Actor, type PastEntry, type Subject } from './audit.js';
