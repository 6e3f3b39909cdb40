import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { binaryArray, type Element, type ElementType } from './binary-array.js';
import type { Db } from './db.js';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase('empty');
  db = await database.openDb();
});

afterAll(() => database.drop());

/** What PostgreSQL says each element is, in its own spelling. */
async function readBack(type: ElementType, values: readonly Element[]): Promise<(string | null)[]> {
  const rows = await db.query<{ x: string | null }>(`SELECT x::text FROM unnest($1::${type}[]) WITH ORDINALITY AS u(x, n) ORDER BY n`, [
    binaryArray(type, values),
  ]);
  return rows.map(({ x }) => x);
}

const storable = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\u0000', ''));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of), { minLength: 1, maxLength: 20 });

describe('binaryArray', () => {
  it('keeps every text, number and absence', async () => {
    await fc.assert(
      fc.asyncProperty(maybe(storable), maybe(fc.maxSafeInteger()), maybe(fc.uuid()), async (texts, numbers, ids) => {
        expect(await readBack('text', texts)).toEqual(texts);
        expect(await readBack('bigint', numbers)).toEqual(numbers.map((n) => n?.toString() ?? null));
        expect(await readBack('uuid', ids)).toEqual(ids);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps bytes and documents', async () => {
    expect(await readBack('bytea', [Buffer.of(0, 255, 92), null, Buffer.alloc(0)])).toEqual(['\\x00ff5c', null, '\\x']);
    expect(await readBack('jsonb', ['{"a": "退\\"款"}', '"x"', null])).toEqual(['{"a": "退\\"款"}', '"x"', null]);
  });

  it('keeps instants of every year the contract allows', async () => {
    const instants = ['1900-01-01T00:00:00.001Z', '1999-12-31T23:59:59.999Z', '2026-11-22T04:00:00.250Z', '9999-12-31T23:59:59.999Z'];
    const rows = await db.query<{ x: Date }>(`SELECT x FROM unnest($1::timestamptz[]) AS u(x)`, [binaryArray('timestamptz', instants)]);
    expect(rows.map(({ x }) => x.toISOString())).toEqual(instants);
  });

  it('keeps any millisecond', async () => {
    const instant = fc
      .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
      .map((at) => at.toISOString());
    await fc.assert(
      fc.asyncProperty(fc.array(instant, { minLength: 1, maxLength: 50 }), async (instants) => {
        const rows = await db.query<{ x: Date }>(`SELECT x FROM unnest($1::timestamptz[]) AS u(x)`, [binaryArray('timestamptz', instants)]);
        expect(rows.map(({ x }) => x.toISOString())).toEqual(instants);
      }),
      { numRuns: 30 },
    );
  });
});
