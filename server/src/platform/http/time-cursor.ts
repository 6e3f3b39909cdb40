import { z } from 'zod';
import { Problem, invalid } from '../problems/index.js';

const At = z.iso.datetime({ offset: true });
const Id = z.uuid();

/** Where a page ended in a list ordered by time: `<instant>~<id>`. Anything else is refused before it reaches the database. */
export function timeCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = '', ...rest] = cursor.split('~');
  if (rest.length > 0 || !isInstant(at) || !Id.safeParse(id).success) throw malformedCursor();
  return { at, id };
}

/** Where a page ended in a list ordered by when its rows were made, newest first. */
export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!Id.safeParse(cursor).success) throw invalid([{ message: 'not a cursor', code: 'invalid_format' }], 'cursor');
  return cursor;
}

export const isInstant = (text: string): boolean => At.safeParse(text).success && !Number.isNaN(Date.parse(text));
export const isUuid = (text: string): boolean => Id.safeParse(text).success;

export const malformedCursor = (): Problem =>
  new Problem(
    'request/malformed',
    { field: 'cursor' },
    { issues: [{ path: 'cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' }] },
  );
