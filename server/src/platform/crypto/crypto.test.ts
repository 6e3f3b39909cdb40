import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../config/secrets.js';
import { canonicalJson } from './canonical-json.js';
import { hmacSha256 } from './hmac.js';
import { Sealer } from './sealer.js';
import { newToken, sameSecret } from './tokens.js';

const sealer = new Sealer(new Secrets('one secret of at least thirty-two characters'));

describe('sealing', () => {
  it('opens to what was sealed, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const [a, b] = [sealer.seal('phone', plain, 'row-1'), sealer.seal('phone', plain, 'row-1')];
        expect(sealer.open('phone', a, 'row-1')).toBe(plain);
        expect(a.equals(b)).toBe(false);
      }),
    );
  });

  it('shows any altered byte, and a value moved to another row, purpose or house', () => {
    const sealed = sealer.seal('phone', '13800000000', 'row-1');
    for (let i = 0; i < sealed.length; i++) {
      const altered = Buffer.from(sealed);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(() => sealer.open('phone', altered, 'row-1')).toThrow();
    }
    const elsewhere = new Sealer(new Secrets('another secret of at least thirty-two characters'));
    expect(() => sealer.open('phone', sealed, 'row-2')).toThrow();
    expect(() => sealer.open('name', sealed, 'row-1')).toThrow();
    expect(() => elsewhere.open('phone', sealed, 'row-1')).toThrow();
  });

  it('marks equal values alike, within one purpose', () => {
    expect(sealer.mark('phone', '1').equals(sealer.mark('phone', '1'))).toBe(true);
    expect(sealer.mark('phone', '1').equals(sealer.mark('email', '1'))).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('is valid JSON for the same value, and the same for every order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
        const turned = Object.fromEntries(Object.entries(plain).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(plain));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  it('leaves out what JSON leaves out', () => {
    expect(canonicalJson({ b: undefined, a: [1, undefined, { d: new Date(0), c: null }] })).toBe(
      '{"a":[1,null,{"c":null,"d":"1970-01-01T00:00:00.000Z"}]}',
    );
  });
});

describe('tokens', () => {
  it('hold 256 bits, and are compared whole', () => {
    const token = newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect([sameSecret(token, token), sameSecret(token, `${token}x`), sameSecret(token, '')]).toEqual([true, false, false]);
  });
});

describe('hmacSha256', () => {
  it('is the HMAC that everybody else computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 64 }), (value, length) => {
        const key = randomBytes(length);
        expect(hmacSha256(key)(value)).toEqual(createHmac('sha256', key).update(value).digest());
      }),
    );
  });

  it('refuses a key that it would have to shorten', () => {
    expect(() => hmacSha256(Buffer.alloc(65))).toThrow(RangeError);
  });
});
