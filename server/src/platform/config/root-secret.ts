import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../storage/draft.js';
import type { Config } from './config.js';
import type { DataKey } from './secrets.js';

const SALT = 'tocsin';
const NONCE = 12;
const TAG = 16;
const MIN_LENGTH = 32;

type Sources = Pick<Config, 'secret' | 'previousSecret' | 'dataDir'>;

/** The operator's secret. It seals no data itself: it wraps the data keys, so that it can be changed without touching what they sealed. */
export class RootSecret {
  constructor(private readonly text: string) {}

  /** Tells in the database which secret is in force, and not what it is. */
  get mark(): string {
    return this.derive('installation-mark').toString('hex');
  }

  /** The key that sealed everything before there were data keys: HKDF's first step, so that each purpose derives from it as it always did. */
  firstDataKey(): Buffer {
    return createHmac('sha256', SALT).update(this.text).digest();
  }

  wrap({ id, bytes }: Pick<DataKey, 'id' | 'bytes'>, installation: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.derive('wrap data keys'), nonce).setAAD(boundTo(id, installation));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  unwrap(id: number, wrapped: Buffer, installation: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.derive('wrap data keys'), wrapped.subarray(0, NONCE))
      .setAAD(boundTo(id, installation))
      .setAuthTag(wrapped.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(wrapped.subarray(NONCE + TAG)), decipher.final()]);
  }

  private derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.text, SALT, purpose, 32));
  }
}

const boundTo = (id: number, installation: string): Buffer => Buffer.from(`data key ${id} of ${installation}`);

/** `secret`: in force. `secret.next`: of a rotation that was cut off, in force once the database says so. */
export class SecretFile {
  readonly path: string;
  readonly next: string;

  constructor(readonly dataDir: string) {
    this.path = join(dataDir, 'secret');
    this.next = join(dataDir, 'secret.next');
  }

  /** Null when there is none; fails when there is something that is none. */
  async read(): Promise<RootSecret | null> {
    return readSecret(this.path);
  }

  async readNext(): Promise<RootSecret | null> {
    return readSecret(this.next);
  }

  /** The secret of the data folder, made once and readable by this user only. */
  async readOrMake(): Promise<RootSecret> {
    const kept = await this.read();
    if (kept) return kept;
    await mkdir(this.dataDir, { recursive: true });
    const draft = await this.draft();
    // link() refuses to replace: of two nodes starting at once both end up with the first one's secret.
    await link(draft, this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
    const made = await this.read();
    if (!made) throw new Error(`${this.path} could not be made`);
    return made;
  }

  /** A new secret beside the one in force. */
  async makeNext(): Promise<RootSecret> {
    await rename(await this.draft(), this.next);
    // Before the database may be put under it: a power cut must not lose the only copy.
    await syncFolder(this.dataDir);
    const made = await this.readNext();
    if (!made) throw new Error(`${this.next} could not be made`);
    return made;
  }

  /** After the database was put under the next secret: gives it its name. The old one stays under another, for backups made under it. */
  async promoteNext(at: Date): Promise<string | null> {
    const old = await this.keepOld(at);
    await rename(this.next, this.path);
    await syncFolder(this.dataDir);
    return old;
  }

  /** Keeps the file of a secret that is not in force any more under another name. Null when there is none. */
  async keepOld(at: Date): Promise<string | null> {
    const old = `${this.path}.until-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
    const linked = await link(this.path, old).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        if (error.code === 'EEXIST') return true;
        throw error;
      },
    );
    return linked ? old : null;
  }

  private async draft(): Promise<string> {
    const draft = `${this.path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return draft;
  }
}

/** The first secret of an installation: the operator's, or one made in the data folder. */
export function firstSecret({ secret, dataDir }: Sources): Promise<RootSecret> {
  return secret === null ? new SecretFile(dataDir).readOrMake() : Promise.resolve(new RootSecret(secret));
}

/** Every secret that may be the one in force, the likeliest first. Never makes one. */
export async function knownSecrets({ secret, previousSecret, dataDir }: Sources): Promise<RootSecret[]> {
  const file = new SecretFile(dataDir);
  const given = secret === null ? [await file.read().catch(() => null), await file.readNext().catch(() => null)] : [new RootSecret(secret)];
  if (previousSecret !== null) given.push(new RootSecret(previousSecret));
  return given.filter((found) => found !== null);
}

async function readSecret(path: string): Promise<RootSecret | null> {
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept === null) return null;
  if (kept.trim().length < MIN_LENGTH)
    throw new Error(`${path} is damaged: restore it from a backup, or encrypted personal data cannot be read`);
  return new RootSecret(kept.trim());
}
