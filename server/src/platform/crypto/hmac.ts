import { sha256 } from './tokens.js';

const BLOCK = 64;
const INNER = 0x36;
const OUTER = 0x5c;
const DIGEST = 32;

/**
 * HMAC-SHA-256 (RFC 2104) with one key, by two hashes of a single call each: Node's own Hmac is a native object for each value, and
 * collecting those as garbage took longer than all the hashing. The key may not be longer than a block.
 */
export function hmacSha256(key: Buffer): (value: string) => Buffer {
  if (key.length > BLOCK) throw new RangeError('the key is longer than a block');
  const [inner, outer] = [padded(key, INNER), padded(key, OUTER)];
  // Kept between calls: both are read before this returns.
  const whole = Buffer.alloc(BLOCK + DIGEST, outer);
  return (value) => {
    whole.set(sha256(Buffer.concat([inner, Buffer.from(value)])), BLOCK);
    return sha256(whole);
  };
}

const padded = (key: Buffer, pad: number): Buffer => Buffer.alloc(BLOCK).map((_, i) => (key[i] ?? 0) ^ pad) as Buffer;
