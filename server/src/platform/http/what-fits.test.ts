import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { whatFits } from './what-fits.js';

const Schema = z.object({
  id: z.string(),
  count: z.int(),
  person: z.object({ name: z.string(), age: z.int().optional() }).nullable(),
  items: z.array(z.object({ id: z.string(), at: z.iso.datetime() })),
});

describe('what of an answer fits its contract', () => {
  it('keeps what is described and valid, at every depth, and drops the rest', () => {
    const answer = {
      id: 'a',
      count: 'many',
      secret: 'column',
      person: { name: 'W', age: 1.5, password_hash: 'x' },
      items: [{ id: '1', at: '2026-01-01T00:00:00Z', hidden: 1 }, { id: '2', at: 'never' }, 'nonsense'],
    };
    expect(whatFits(Schema, answer)).toEqual({
      id: 'a',
      person: { name: 'W' },
      items: [{ id: '1', at: '2026-01-01T00:00:00Z' }, { id: '2' }],
    });
  });

  it('never lets a key out that the schema does not name, whatever comes', () => {
    const known = new Set(['id', 'count', 'person', 'items', 'name', 'age', 'at']);
    const keysOf = (value: unknown): string[] =>
      Array.isArray(value)
        ? value.flatMap(keysOf)
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
          : [];
    const anyPart = fc.anything();
    const answers = fc.record({
      id: anyPart,
      count: anyPart,
      person: fc.dictionary(fc.string(), anyPart),
      items: fc.array(anyPart),
      more: anyPart,
    });
    fc.assert(fc.property(answers, (answer) => keysOf(whatFits(Schema, answer)).every((key) => known.has(key))));
  });
});
