import type { ComplaintQuery } from '@tocsin/shared/complaints';
import { isInstant, isUuid } from '../../../platform/http/time-cursor.js';
import { Problem } from '../../../platform/problems/index.js';

type Sort = ComplaintQuery['sort'];
/** Where a page ended: the values it is sorted by, and the id that breaks ties. */
export type Mark = readonly (string | number | null)[];

interface Order {
  by: string;
  /** The values of a row at which the next page begins. */
  columns: readonly string[];
  after: (mark: Mark, p: (value: unknown) => string) => string;
}

/** `at` and `id` are those of the table that leads the query, so that one of its indexes can walk in this order. */
export function orderOf(sort: Sort, at: string, id: string): Order {
  const beyond = (sign: '<' | '>', mark: Mark, p: (value: unknown) => string): string =>
    `(${at}, ${id}) ${sign} (${p(mark[0])}::timestamptz, ${p(mark[1])}::uuid)`;
  if (sort === 'oldest') return { by: `${at}, ${id}`, columns: [at, id], after: (mark, p) => beyond('>', mark, p) };
  if (sort === 'newest') return { by: `${at} DESC, ${id} DESC`, columns: [at, id], after: (mark, p) => beyond('<', mark, p) };
  if (sort === 'priority')
    return {
      by: `k.priority, ${at} DESC, ${id} DESC`,
      columns: ['k.priority', at, id],
      after: ([priority = '', ...rest], p) => `(k.priority > ${p(priority)} OR (k.priority = ${p(priority)} AND ${beyond('<', rest, p)}))`,
    };
  return {
    by: `k.score DESC NULLS LAST, ${id} DESC`,
    columns: ['k.score', id],
    after: ([score = null, last = null], p) =>
      score === null
        ? `(k.score IS NULL AND ${id} < ${p(last)}::uuid)`
        : `(k.score < ${p(score)}::real OR k.score IS NULL OR (k.score = ${p(score)}::real AND ${id} < ${p(last)}::uuid))`,
  };
}

export const cursorOf = (sort: Sort, mark: Mark): string => Buffer.from(JSON.stringify([sort, ...mark])).toString('base64url');

const KINDS: Record<Sort, readonly ('time' | 'score' | 'priority' | 'id')[]> = {
  newest: ['time', 'id'],
  oldest: ['time', 'id'],
  priority: ['priority', 'time', 'id'],
  score: ['score', 'id'],
};

export function markIn(cursor: string, sort: Sort): Mark {
  try {
    const [of, ...mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, ...Mark];
    const kinds = KINDS[sort];
    if (of === sort && mark.length === kinds.length && mark.every((value, i) => fits(value, kinds[i] as string))) return mark;
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw new Problem(
    'request/invalid',
    {},
    { issues: [{ path: 'cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' }] },
  );
}

function fits(value: unknown, kind: string): boolean {
  if (kind === 'score') return value === null || (typeof value === 'number' && Number.isFinite(value));
  if (typeof value !== 'string') return false;
  if (kind === 'priority') return /^P[1-4]$/.test(value);
  return kind === 'id' ? isUuid(value) : isInstant(value);
}
