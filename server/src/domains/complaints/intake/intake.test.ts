import { describe, expect, it } from '@jest/globals';
import { NewComplaint } from '@tocsin/shared/complaints';
import { ReceiptNo, makeReceiptNo } from '@tocsin/shared/kernel';
import fc from 'fast-check';
import { Problem } from '../../../platform/problems/index.js';
import { complaintIn } from './complaint-in.js';
import { linesOf, type NumberedLine } from './ndjson.js';
import { permutation } from './receipt-spelling.js';
import { ANYBODY } from './sender.js';

async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const at of [...cuts].sort((a, b) => a - b).map((cut) => cut % (bytes.length + 1))) {
    if (at <= from) continue;
    yield await Promise.resolve(bytes.subarray(from, at));
    from = at;
  }
  yield bytes.subarray(from);
}
async function all(stream: AsyncIterable<Buffer>, longest = 1_000): Promise<[number, string | null][]> {
  const lines: [number, string | null][] = [];
  for await (const some of linesOf(stream, longest))
    lines.push(...some.map(({ line, bytes }): [number, string | null] => [line, bytes?.toString() ?? null]));
  return lines;
}

describe('linesOf', () => {
  it('finds the same lines however the stream is cut into pieces', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => s.replace(/[\r\n\ufeff]/g, '').trim());
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.nat(2_000)),
        fc.constantFrom('\n', '\r\n'),
        async (lines, cuts, end) => {
          const expected = lines.map((text, i) => [i + 1, text]).filter(([, text]) => text !== '');
          expect(await all(pieces(Buffer.from(lines.join(end)), cuts))).toEqual(expected);
          expect(await all(pieces(Buffer.from(`\ufeff${lines.join(end)}${end}`), cuts))).toEqual(expected);
        },
      ),
    );
  });

  it('names a line that is too long and goes on after it, in bounded memory', async () => {
    const body = `a\n${'x'.repeat(5_000)}\nb\n${'y'.repeat(1_001)}`;
    expect(await all(pieces(Buffer.from(body), [100, 2_000, 4_000]))).toEqual([
      [1, 'a'],
      [2, null],
      [3, 'b'],
      [4, null],
    ]);
  });

  it('never takes what a broken stream left for a line', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('whole\nhal'));
      throw new Error('aborted');
    };
    const seen: NumberedLine[] = [];
    await expect(
      (async () => {
        for await (const some of linesOf(broken(), 100)) seen.push(...some);
      })(),
    ).rejects.toThrow('aborted');
    expect(seen.map(({ bytes }) => bytes?.toString())).toEqual(['whole']);
  });
});

describe('complaintIn', () => {
  it('answers a complaint or a problem of the sender, never throws, never lets through what cannot be stored', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((b) => Buffer.from(b)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({ text: fc.string({ unit: 'binary' }), channel: fc.constant('web'), subject: fc.anything() }, { requiredKeys: ['channel'] })
        .map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    );
    fc.assert(
      fc.property(bytes, (line) => {
        const read = complaintIn(line, ANYBODY);
        if (read instanceof Problem) expect(read.status).toBeLessThan(500);
        else {
          const text = read.text.toString();
          expect(NewComplaint.safeParse({ ...read, text }).success).toBe(true);
          expect(text).not.toContain('\u0000');
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['"\\ud800"', '"\\udc00x"', '"\\u0000"'])('refuses %s by name', (text) => {
    const read = complaintIn(Buffer.from(`{"channel":"web","text":${text}}`), ANYBODY);
    expect(read).toMatchObject({ code: 'request/invalid', extras: { issues: [{ path: 'text' }] } });
  });
});

describe('receipt numbers', () => {
  it('never repeat within a million, and look like no counter', () => {
    const permute = permutation(Buffer.alloc(32, 7));
    const seen = new Uint8Array(1 << 22);
    let neighbours = 0;
    let last = -2;
    for (let n = 0; n < 1 << 20; n++) {
      const out = permute(n);
      const bit = 1 << (out & 7);
      if (((seen[out >>> 3] as number) & bit) !== 0) throw new Error(`${n} repeats ${out}`);
      seen[out >>> 3] = (seen[out >>> 3] as number) | bit;
      if (Math.abs(out - last) === 1) neighbours += 1;
      last = out;
    }
    expect(neighbours).toBeLessThan(10);
  });

  it('depend on the secret and pass their own check', () => {
    const [a, b] = [permutation(Buffer.alloc(32, 1)), permutation(Buffer.alloc(32, 2))];
    expect(Array.from({ length: 50 }, (_, n) => a(n))).not.toEqual(Array.from({ length: 50 }, (_, n) => b(n)));
    fc.assert(
      fc.property(fc.nat((1 << 25) - 1), (n) => {
        const out = a(n);
        const no = makeReceiptNo('261122', Uint8Array.of(out >>> 20, out >>> 15, out >>> 10, out >>> 5, out));
        expect(ReceiptNo.safeParse(no).success).toBe(true);
      }),
    );
  });
});
