export { Audit, type Actor, type PastEntry, type Subject } from './audit.js';
