import type { Tx } from './db.js';
import { isInfrastructure } from './faults.js';

/** How often one input may fail before it is set aside. */
export const MOST_ATTEMPTS = 3;

export interface Failed<T> {
  readonly item: T;
  readonly error: unknown;
}

/** Runs the work under a savepoint: what it wrote is taken back when it fails. Answers the error, or null. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<{ error: unknown } | null> {
  await tx.query('SAVEPOINT attempt');
  try {
    await work();
    await tx.query('RELEASE SAVEPOINT attempt');
    return null;
  } catch (error) {
    // An outage says nothing about the items, and the whole transaction is tried anew.
    if (isInfrastructure(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT attempt');
    await tx.query('RELEASE SAVEPOINT attempt');
    return { error };
  }
}

/**
 * Does the work for all items at once. When that fails, the items are halved until those to blame stand alone; each of them has failed
 * `MOST_ATTEMPTS` times and is answered with its error, and everything else is done.
 */
export async function isolated<T>(tx: Tx, items: readonly T[], work: (part: readonly T[]) => Promise<void>): Promise<Failed<T>[]> {
  if (items.length === 0) return [];
  let failed = await attempt(tx, () => work(items));
  if (items.length === 1) {
    for (let tries = 1; failed !== null && tries < MOST_ATTEMPTS; tries++) failed = await attempt(tx, () => work(items));
    return failed === null ? [] : [{ item: items[0] as T, error: failed.error }];
  }
  if (failed === null) return [];
  const middle = items.length >> 1;
  return [...(await isolated(tx, items.slice(0, middle), work)), ...(await isolated(tx, items.slice(middle), work))];
}
