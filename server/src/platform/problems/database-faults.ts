import { isConflict, isStorageFull, isUnavailable } from '../database/faults.js';
import { Problem } from './problem.js';

/** TypeORM wraps the driver's error; PostgreSQL's five characters are on the inner one. */
function sqlState(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const inner = (error as { driverError?: { code?: unknown } }).driverError ?? (error as { code?: unknown });
  return typeof inner.code === 'string' && /^[0-9A-Z]{5}$/.test(inner.code) ? inner.code : null;
}

const refused = (code: string, message: string): Problem => new Problem('request/invalid', {}, { issues: [{ path: '', code, message }] });

// Lock not available, cancelled by statement_timeout: the same request may well succeed in a moment.
const BUSY = new Set(['55P03', '57014']);
const CONFLICT = new Set(['23505', '23P01', '23503']);
const UNSTORABLE = new Set(['22021', '22P05']);
// Class 22, data exception: a value that the database cannot take, whichever check let it through.
const DATA_EXCEPTION = /^22/;

/** What a database failure means to the caller; null when it is our own fault and therefore a 500. */
export function fromDatabase(error: unknown): Problem | null {
  if (isStorageFull(error)) return new Problem('server/storage-full', {}, { cause: error });
  const state = sqlState(error);
  if (isConflict(error) || (state && BUSY.has(state))) return new Problem('server/busy', {}, { cause: error });
  if (isUnavailable(error)) return new Problem('server/database-unavailable', {}, { cause: error });
  if (!state) return null;
  if (CONFLICT.has(state)) return new Problem('resource/conflict', {}, { cause: error });
  if (UNSTORABLE.has(state)) return refused('text/unstorable', 'a text cannot be stored in UTF-8');
  return DATA_EXCEPTION.test(state) ? refused('out-of-range', 'a value cannot be stored in its column') : null;
}
