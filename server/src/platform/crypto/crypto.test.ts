import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secretsOfText } from '../../../test/keys.js';
import { Secrets } from '../config/secrets.js';
import { canonicalJson } from './canonical-json.js';
import { hmacSha256 } from './hmac.js';
import { Sealer } from './sealer.js';
import { newToken, sameSecret } from './tokens.js';

const SECRET = 'one secret of at least thirty-two characters';
const sealer = new Sealer(secretsOfText(SECRET));

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
    const elsewhere = new Sealer(secretsOfText('another secret of at least thirty-two characters'));
    expect(() => sealer.open('phone', sealed, 'row-2')).toThrow();
    expect(() => sealer.open('name', sealed, 'row-1')).toThrow();
    expect(() => elsewhere.open('phone', sealed, 'row-1')).toThrow();
  });

  it('marks equal values alike, within one purpose', () => {
    expect(sealer.mark('phone', '1').equals(sealer.mark('phone', '1'))).toBe(true);
    expect(sealer.mark('phone', '1').equals(sealer.mark('email', '1'))).toBe(false);
  });
});

describe('keys with numbers', () => {
  const key = (id: number, settled = true) => ({ id, bytes: randomBytes(32), settled });

  it('open what was sealed before keys had numbers', () => {
    const nonce = randomBytes(12);
    const old = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', SECRET, 'tocsin', 'seal phone', 32)), nonce);
    const sealed = old.setAAD(Buffer.from('row-1')).update('13800000000', 'utf8');
    old.final();
    expect(sealer.open('phone', Buffer.concat([Buffer.of(1), nonce, old.getAuthTag(), sealed]), 'row-1')).toBe('13800000000');
    const mark = createHmac('sha256', Buffer.from(hkdfSync('sha256', SECRET, 'tocsin', 'mark phone', 32)))
      .update('1')
      .digest();
    expect(sealer.mark('phone', '1')).toEqual(mark);
  });

  it('seal with the newest that every node knows, and open with each', () => {
    const first = key(0);
    const secrets = new Secrets([first]);
    const several = new Sealer(secrets);
    const [before, mark] = [several.seal('phone', 'one', 'row'), several.mark('phone', 'one')];
    secrets.adopt([first, key(1), key(2, false)]);
    const after = several.seal('phone', 'two', 'row');
    expect([before.readUInt32BE(1), after.readUInt32BE(1)]).toEqual([0, 1]);
    expect(after.subarray(0, 5)).toEqual(several.headInUse);
    expect([several.open('phone', before, 'row'), several.open('phone', after, 'row')]).toEqual(['one', 'two']);
    expect(several.mark('phone', 'one')).toEqual(mark);
    expect(() => new Sealer(new Secrets([first])).open('phone', after, 'row')).toThrow('data key 1');
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
