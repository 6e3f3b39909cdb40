import { describe, expect, it } from '@jest/globals';
import { CHANNELS, DEMANDS, NewComplaint } from '@tocsin/shared/complaints';
import fc from 'fast-check';
import { parseJson } from '../../../platform/http/json-parser.js';
import { scanComplaint } from './complaint-scan.js';
import { refuseUnknownArea } from './known-place.js';

/** What the schema says of the same bytes; null for all that it refuses. */
function judged(bytes: Buffer): NewComplaint | null {
  try {
    const result = NewComplaint.safeParse(parseJson(bytes));
    refuseUnknownArea(result.data?.place);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

function scanned(bytes: Buffer): NewComplaint | null {
  const read = scanComplaint(bytes);
  return read && { ...read, text: read.text.toString() };
}

/** Never accepts what the schema refuses, never reads it differently. */
function agrees(bytes: Buffer): void {
  const read = scanned(bytes);
  if (read === null) return;
  expect(judged(bytes)).toEqual(read);
  expect(JSON.stringify(judged(bytes)?.complainant)).toBe(JSON.stringify(read.complainant));
}

const plain = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => `${text.replace(/["\\\p{Cc}]/gu, 'x')}。`);
const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2026-01-01T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString());
const usual = fc.record(
  {
    text: fc.tuple(fc.constantFrom('投', 'x', ' 。é'), plain).map(([word, text]) => word + text),
    channel: fc.constantFrom(...CHANNELS),
    externalId: plain,
    source: plain,
    occurredAt: instant,
    receivedAt: instant,
    subject: plain,
    product: plain,
    brand: plain,
    orderRef: plain,
    lang: fc.constantFrom('zh', 'zh-CN', 'en'),
    place: fc.oneof(
      plain,
      fc.constant({ adcode: '330106' }),
      fc.record({ lng: fc.integer({ min: -180, max: 180 }), lat: fc.double({ min: -90, max: 90, noNaN: true }) }),
    ),
    complainant: fc.record(
      {
        name: plain,
        phone: fc.constant(' 138 0000 1111'),
        email: fc.constantFrom('wang@example.com', 'w.x-1@mail.example.org'),
        ref: plain,
      },
      { requiredKeys: [] },
    ),
    demands: fc.array(fc.constantFrom(...DEMANDS), { maxLength: 10 }),
    amount: fc.record({ minor: fc.maxSafeNat().map((n) => n % 10_000_000_000_001), currency: fc.constant('CNY') }),
    reach: fc.record({ followers: fc.nat(1_000_000), url: fc.constant('https://example.org/a') }, { requiredKeys: [] }),
    history: fc.boolean(),
  },
  { requiredKeys: ['text', 'channel'] },
);

/** Values that belong elsewhere, or nowhere. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '\u3000',
    '\ufeffx',
    '字'.repeat(201),
    '😀'.repeat(150),
    '\u200b',
    '。',
    '!?',
    '……x',
    '䷀',
    '😡',
    '\u2060\u2800 ',
    '\u00a0'.repeat(31) + 'x',
    'x'.repeat(20_001),
    '1899-12-31T00:00:00Z',
    '2026-02-30T00:00:00Z',
  ),
  fc.constantFrom({ ['__proto__']: 1 }, { name: 'a', phone: 7 }, { adcode: '33010' }, { lng: 1, lat: 91 }, [['refund']], -0, 1e300),
);

describe('scanComplaint', () => {
  it('reads every complaint of the plain kind as the schema does', () => {
    fc.assert(
      fc.property(usual, fc.constantFrom(undefined, 1, '\t'), (complaint, indent) => {
        const bytes = Buffer.from(` ${JSON.stringify(complaint, null, indent)}\r\n`);
        expect(scanned(bytes)).toEqual(judged(bytes));
        expect(scanned(bytes)).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the schema when members are odd, missing, unknown or named twice', () => {
    const member = fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(NewComplaint.shape)), fc.string({ maxLength: 12 })), odd);
    const written = fc.tuple(usual, fc.array(member, { maxLength: 3 }), fc.boolean()).map(([complaint, members, first]) => {
      const entries = Object.entries(complaint);
      const all = first ? [...members, ...entries] : [...entries, ...members];
      return `{${all.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',')}}`;
    });
    fc.assert(
      fc.property(written, (source) => agrees(Buffer.from(source))),
      { numRuns: 4_000 },
    );
  });

  it('agrees with the schema on bytes that were damaged on the way', () => {
    const damage = fc.array(fc.tuple(fc.nat(2_000), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],: \n\u0000')))), {
      minLength: 1,
      maxLength: 3,
    });
    const cut = fc.tuple(fc.nat(2_000), fc.nat(8));
    fc.assert(
      fc.property(usual, damage, cut, fc.boolean(), (complaint, changes, [at, length], shorten) => {
        const bytes = Buffer.from(JSON.stringify(complaint));
        for (const [where, byte] of changes) bytes[where % bytes.length] = byte;
        const from = at % bytes.length;
        agrees(shorten ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]) : bytes);
      }),
      { numRuns: 4_000 },
    );
  });

  it.each([
    ['an escape', '{"text":"a\\n","channel":"web"}'],
    ['a member named twice', '{"text":"a","text":"b","channel":"web"}'],
    ['more bytes than characters allowed', JSON.stringify({ text: '字'.repeat(7_000), channel: 'web' })],
  ])('leaves %s to the schema', (_, source) => {
    expect(scanComplaint(Buffer.from(source))).toBeNull();
    expect(judged(Buffer.from(source))).not.toBeNull();
  });

  it.each([
    ['half a character', Buffer.from([...Buffer.from('{"channel":"web","text":"'), 0xe5, 0xad, ...Buffer.from('"}')])],
    ['a comma too many', Buffer.from('{"text":"a","channel":"web",}')],
    ['something behind it', Buffer.from('{"text":"a","channel":"web"} {}')],
    ['a prototype', Buffer.from('{"text":"a","channel":"web","reach":{"__proto__":{}}}')],
    ['words nobody can see', Buffer.from('{"text":" \u3000\u200b","channel":"web"}')],
    ['an area on no map', Buffer.from('{"text":"a","channel":"web","place":{"adcode":"999999"}}')],
    ['no words', Buffer.from('{"text":"","channel":"web"}')],
    ['a blank line of its own', Buffer.from('{"text":"a","channel":"web","brand":"\u3000"}')],
  ])('does not accept %s', (_, bytes) => {
    expect(scanComplaint(bytes)).toBeNull();
    expect(judged(bytes)).toBeNull();
  });
});
