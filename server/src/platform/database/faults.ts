import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problems/problem.js';

const CONFLICTS = new Set(['40001', '40P01']);
const STORAGE_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** Connection exceptions (08), operator intervention (57P), too many connections, and what the socket itself says. */
const UNAVAILABLE = /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const NEVER_SENT = new Set(['57P03', '53300', 'ECONNREFUSED', 'ENOENT']);
const LOST =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable|Driver not Connected/i;

/** Set while the embedded server runs: says whether its disk is full, since a server that died of it only looks "gone". */
let diskIsFull: () => Promise<boolean> = () => Promise.resolve(false);

export function watchDiskWith(probe: () => Promise<boolean>): void {
  diskIsFull = probe;
}

/** Whether the same work, run anew, may well succeed. */
export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(codeOf(error));
}

export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(codeOf(error)) || (error instanceof Error && LOST.test(error.message));
}

/** Refused before the statement could reach the server: running it again cannot do it twice. */
export function wasNeverSent(error: unknown): boolean {
  return NEVER_SENT.has(codeOf(error));
}

export function isStorageFull(error: unknown): boolean {
  return STORAGE_FULL.has(codeOf(error));
}

/** SQLSTATE classes that speak of the server, the schema or other transactions, not of the values that were sent. */
const NOT_THE_VALUES = /^(?:08|28|3D|40|42|53|55|57|58|F0|XX)/;

/** Whether the surroundings failed, so that nothing is known about the input: it must never be blamed for it. */
export function isInfrastructure(error: unknown): boolean {
  if (error instanceof Problem) return error.code.startsWith('server/');
  const code = codeOf(error);
  return (code.length === 5 && NOT_THE_VALUES.test(code)) || isUnavailable(error) || isStorageFull(error);
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const inner = innermost(error);
  return codeOf(error) === '23505' && (constraint === undefined || inner['constraint'] === constraint);
}

/** The server understood the statement and refused a value in it: classes 22 and 23. */
export const isRefusedValue = (error: unknown): boolean => /^2[23]/.test(codeOf(error));

/** Outages become problems with a Retry-After; everything else is passed on as it came. */
export async function asProblem(error: unknown): Promise<unknown> {
  if (error instanceof Problem) return error;
  if (isStorageFull(error)) return storageFull(error);
  if (!isUnavailable(error)) return error;
  // The server's farewell comes before the end of its connection; the pool needs a moment to see that one is dead.
  await sleep(20);
  return (await diskIsFull()) ? storageFull(error) : new Problem('server/database-unavailable', {}, { retryAfter: 2, cause: error });
}

export function storageFull(cause: unknown): Problem {
  return new Problem('server/storage-full', {}, { retryAfter: 10, cause });
}

function codeOf(error: unknown): string {
  const code = innermost(error)['code'];
  return typeof code === 'string' ? code : '';
}

/** TypeORM wraps the driver's error, Node wraps several connection attempts into one. */
function innermost(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return {};
  if ('driverError' in error && typeof error.driverError === 'object' && error.driverError !== null) return innermost(error.driverError);
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error as Record<string, unknown>;
}
