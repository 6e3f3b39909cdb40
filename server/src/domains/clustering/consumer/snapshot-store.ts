import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';

/** Snapshots of the engine on this node's disk. A cache: a node without the file replays the log instead. */
@Injectable()
export class SnapshotStore {
  private readonly folder: string;

  constructor(config: Config) {
    this.folder = join(config.dataDir, 'engine');
  }

  async save(bytes: Uint8Array): Promise<string> {
    const sha256 = await hashOf(bytes);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `.${randomBytes(6).toString('hex')}`);
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.pathOf(sha256));
    return sha256;
  }

  /** Null when it is absent or no longer what was written. */
  async load(sha256: string): Promise<Uint8Array | null> {
    const bytes = await readFile(this.pathOf(sha256)).catch(() => null);
    return bytes !== null && (await hashOf(bytes)) === sha256 ? bytes : null;
  }

  async drop(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256);
  }
}

/** Tens of megabytes: hashed beside the engine's thread, not on it. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}
