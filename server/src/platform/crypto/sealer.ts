import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../config/secrets.js';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** Encryption at rest: AES-256-GCM with a key for each purpose. `bound` ties a value to its row, so it cannot be moved to another. */
@Injectable()
export class Sealer {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly secrets: Secrets) {}

  seal(purpose: string, plain: string, bound: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key(`seal ${purpose}`), nonce).setAAD(Buffer.from(bound));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]);
  }

  open(purpose: string, sealed: Buffer, bound: string): string {
    if (sealed[0] !== VERSION) throw new Error(`sealed with unknown version ${sealed[0] ?? 'none'}`);
    const nonce = sealed.subarray(1, 1 + NONCE);
    const tag = sealed.subarray(1 + NONCE, 1 + NONCE + TAG);
    const decipher = createDecipheriv('aes-256-gcm', this.key(`seal ${purpose}`), nonce)
      .setAAD(Buffer.from(bound))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
  }

  /** The same value gives the same mark, without which nobody can try values: for "the same phone again" and for lookups. */
  mark(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.key(`mark ${purpose}`))
      .update(value)
      .digest();
  }

  private key(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = this.secrets.keyFor(purpose);
    this.keys.set(purpose, key);
    return key;
  }
}
