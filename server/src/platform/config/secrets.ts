import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';

/** `wrong`: there is one, and it is not the one that sealed the data. */
export type SecretLoss = 'missing' | 'wrong';

/** Keys for encryption and signing, all derived from one secret: a key leaked for one purpose says nothing about the others. */
export class Secrets {
  /** `lost`: there is no secret that opens what is stored; nothing may be sealed then, and nothing can be opened. */
  constructor(
    private readonly root: string,
    readonly lost: SecretLoss | null = null,
  ) {}

  static without(loss: SecretLoss): Secrets {
    return new Secrets(randomBytes(32).toString('base64url'), loss);
  }

  /** Never makes one: beside data that another secret sealed, a fresh one would only hide the loss. Null when there is none. */
  static async existing(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Secrets | null> {
    if (config.secret !== null) return new Secrets(config.secret);
    const path = join(config.dataDir, 'secret');
    const kept = await readFile(path, 'utf8').catch(absentAsNull);
    return kept === null ? null : new Secrets(checked(kept.trim(), path));
  }

  /** The operator's secret, or one made once in the data folder and readable by this user only. */
  static async open(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Secrets> {
    return new Secrets(config.secret ?? (await ownSecret(config.dataDir)));
  }

  /** For a thread of a server that has one. */
  static async inForce(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Secrets> {
    const secrets = await Secrets.existing(config);
    if (!secrets) throw new Error(`${join(config.dataDir, 'secret')} is missing`);
    return secrets;
  }

  /** 32 bytes that depend on nothing but the secret and the purpose. */
  keyFor(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.root, 'tocsin', purpose, 32));
  }
}

async function ownSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret');
  const kept = await readFile(path, 'utf8').catch(absentAsNull);
  if (kept !== null) return checked(kept.trim(), path);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  // link() refuses to replace: of two nodes starting at once both end up with the first one's secret.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return checked((await readFile(path, 'utf8')).trim(), path);
}

function checked(secret: string, path: string): string {
  if (secret.length < 32) throw new Error(`${path} is damaged: restore it from a backup, or encrypted personal data cannot be read`);
  return secret;
}

function absentAsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
