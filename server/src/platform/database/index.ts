export { NONE_FITS, openDataKeys, readKnownKeys, rewrapKeys, secretsOf, type Ask } from './data-keys.js';
export { Db, type DbOptions, type Isolation, type Tx } from './db.js';
export { DatabaseModule } from './database.module.js';
export { isStorageFull, isUnavailable, isUniqueViolation, storageFull } from './faults.js';
export type { Listening } from './listener.js';
export { startDatabase, type RunningDatabase } from './start-database.js';
