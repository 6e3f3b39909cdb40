import { Instant } from '@tocsin/shared/kernel';
import { z } from 'zod';
import { invalid } from '../../../platform/problems/index.js';

/** Where a page of a history ended; entries of one instant follow each other by their id. */
export interface HistoryMark {
  at: Date;
  id: string;
}

const Mark = z.tuple([Instant, z.string().max(80)]);

export const cursorAt = ({ at, id }: HistoryMark): string => Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');

export function markAt(cursor: string): HistoryMark {
  const parsed = Mark.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw invalid([{ path: ['cursor'], code: 'invalid_format', message: 'is not a cursor of this list' }]);
  return { at: new Date(parsed.data[0]), id: parsed.data[1] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Newest first, as the queries of every source order their rows. */
export const byNewest = (a: HistoryMark, b: HistoryMark): number => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);
