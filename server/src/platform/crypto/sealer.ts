import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../config/secrets.js';
import { Problem } from '../problems/problem.js';
import { hmacSha256 } from './hmac.js';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** Encryption at rest: AES-256-GCM with a key for each purpose. `bound` ties a value to its row, so it cannot be moved to another. */
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
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose), nonce).setAAD(Buffer.from(bound));
    // GCM is a stream cipher: all of it is in the first update, and final only makes the tag.
    const sealed = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    const out = Buffer.allocUnsafe(1 + NONCE + TAG + sealed.length);
    out[0] = VERSION;
    out.set(nonce, 1);
    out.set(cipher.getAuthTag(), 1 + NONCE);
    out.set(sealed, 1 + NONCE + TAG);
    return out;
  }

  open(purpose: string, sealed: Buffer, bound: string): string {
    if (this.isLost) throw new Problem('server/secret-lost');
    if (sealed[0] !== VERSION) throw new Error(`sealed with unknown version ${sealed[0] ?? 'none'}`);
    const nonce = sealed.subarray(1, 1 + NONCE);
    const tag = sealed.subarray(1 + NONCE, 1 + NONCE + TAG);
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose), nonce).setAAD(Buffer.from(bound)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
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

  private key(purpose: string): KeyObject {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = createSecretKey(this.secrets.keyFor(`seal ${purpose}`));
    this.keys.set(purpose, key);
    return key;
  }
}
