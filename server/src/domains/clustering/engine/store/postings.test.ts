import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Postings } from './postings.js';

const BITS = 8;
const LARGEST = 512;

describe('postings', () => {
  it('hold what plain lists hold, newest first, whatever comes and goes', () => {
    const steps = fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 1_500 });
    fc.assert(
      fc.property(steps, (script) => {
        const postings = new Postings(4);
        const plain = new Map<number, number[]>();
        const read = new Uint32Array(LARGEST);
        script.forEach(([term, append], slot) => {
          const list = plain.get(term) ?? [];
          plain.set(term, list);
          if (append || list.length === 0) {
            list.push((slot << BITS) | 7);
            postings.append(term, (slot << BITS) | 7);
            if (list.length > LARGEST) list.shift();
          } else {
            postings.dropOldest(term, (list[0] as number) >>> BITS, BITS);
            list.shift();
          }
          const count = postings.newest(term, LARGEST, read);
          expect([...read.subarray(0, count)]).toEqual([...list].reverse());
        });
      }),
      { numRuns: 20 },
    );
  });

  it('keep the oldest when it is somebody else', () => {
    const postings = new Postings(1);
    postings.append(0, 5 << BITS);
    postings.dropOldest(0, 4, BITS);
    expect(postings.newest(0, 1, new Uint32Array(1))).toBe(1);
  });

  it('keep the newest 512', () => {
    const postings = new Postings(1);
    for (let slot = 0; slot < 600; slot++) postings.append(0, slot << BITS);
    const read = new Uint32Array(LARGEST);
    expect(postings.newest(0, 1_000, read)).toBe(LARGEST);
    expect([read[0], read[511]]).toEqual([599 << BITS, 88 << BITS]);
  });
});
