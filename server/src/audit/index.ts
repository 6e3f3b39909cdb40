export { Audit, type Actor, type Subject } from './audit.js';
