import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';

/** Keys for encryption and signing, all derived from one secret: a key leaked for one purpose says nothing about the others. */
export class Secrets {
  constructor(private readonly root: string) {}

  /** The operator's secret, or one made once in the data folder and readable by this user only. */
  static async open(config: Pick<Config, 'secret' | 'dataDir'>): Promise<Secrets> {
    return new Secrets(config.secret ?? (await ownSecret(config.dataDir)));
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
