import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../config/secrets.js';
import { Problem } from '../problems/problem.js';
import { hmacSha256 } from './hmac.js';

/** Without the number of its key: sealed under the key that everything was sealed under before keys had numbers. */
const UNNUMBERED = 1;
const NUMBERED = 2;
const KEY_ID = 4;
const NONCE = 12;
const TAG = 16;

/**
 * Encryption at rest: AES-256-GCM with a key for each purpose. `bound` ties a value to its row, so it cannot be moved to another. A sealed value
 * is its version, the number of its data key, the nonce, the tag and what was encrypted.
 */
@Injectable()
export class Sealer {
  private readonly keys = new Map<string, KeyObject>();
  private readonly marks = new Map<string, (value: string) => Buffer>();
  private nonces: Buffer = Buffer.alloc(0);
  private used = 0;

  constructor(private readonly secrets: Secrets) {}

  /** Nothing can be opened: who shows a row leaves the sealed part out. */
  get isLost(): boolean {
    return this.secrets.lost !== null;
  }

  seal(purpose: string, plain: string | Uint8Array, bound: string): Buffer {
    if (this.isLost) throw new Problem('server/secret-lost');
    const id = this.secrets.sealingId;
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose, id), nonce).setAAD(Buffer.from(bound));
    // GCM is a stream cipher: all of it is in the first update, and final only makes the tag.
    const sealed = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    const head = 1 + KEY_ID;
    const out = Buffer.allocUnsafe(head + NONCE + TAG + sealed.length);
    out[0] = NUMBERED;
    out.writeUInt32BE(id, 1);
    out.set(nonce, head);
    out.set(cipher.getAuthTag(), head + NONCE);
    out.set(sealed, head + NONCE + TAG);
    return out;
  }

  open(purpose: string, sealed: Buffer, bound: string): string {
    return this.openBytes(purpose, sealed, bound).toString('utf8');
  }

  openBytes(purpose: string, sealed: Buffer, bound: string): Buffer {
    if (this.isLost) throw new Problem('server/secret-lost');
    const { id, rest } = parted(sealed);
    const nonce = rest.subarray(0, NONCE);
    const tag = rest.subarray(NONCE, NONCE + TAG);
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose, id), nonce).setAAD(Buffer.from(bound)).setAuthTag(tag);
    return Buffer.concat([decipher.update(rest.subarray(NONCE + TAG)), decipher.final()]);
  }

  /** How each value begins that was sealed under the key now in use. */
  get headInUse(): Buffer {
    const head = Buffer.of(NUMBERED, 0, 0, 0, 0);
    head.writeUInt32BE(this.secrets.sealingId, 1);
    return head;
  }

  /** The same value gives the same mark, without which nobody can try values: for "the same phone again" and for lookups. */
  mark(purpose: string, value: string): Buffer {
    let marked = this.marks.get(purpose);
    if (!marked) this.marks.set(purpose, (marked = hmacSha256(this.secrets.keyFor(`mark ${purpose}`))));
    return marked(value);
  }

  /** Asking the system for twelve bytes costs more than the encryption, so they are asked for by the thousand. */
  private nonce(): Buffer {
    if (this.used + NONCE > this.nonces.length) {
      this.nonces = randomBytes(NONCE * 1_024);
      this.used = 0;
    }
    return this.nonces.subarray(this.used, (this.used += NONCE));
  }

  private key(purpose: string, id: number): KeyObject {
    const name = `${id} ${purpose}`;
    const known = this.keys.get(name);
    if (known) return known;
    const key = createSecretKey(this.secrets.keyOf(id, `seal ${purpose}`));
    this.keys.set(name, key);
    return key;
  }
}

function parted(sealed: Buffer): { id: number; rest: Buffer } {
  if (sealed[0] === UNNUMBERED) return { id: 0, rest: sealed.subarray(1) };
  if (sealed[0] === NUMBERED && sealed.length > KEY_ID) return { id: sealed.readUInt32BE(1), rest: sealed.subarray(1 + KEY_ID) };
  throw new Error(`sealed with unknown version ${sealed[0] ?? 'none'}`);
}
