import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processNamespace, startedAt } from './process-table.js';

interface Holder {
  pid: number;
  started: string | null;
  where: string;
}

const BEAT_MS = 5_000;
/** A holder in another container cannot be asked; it is gone when its mark was not renewed for this long. */
const SILENT_MS = 16_000;
const TAKEOVER_STALE_MS = 10_000;

export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(`Another Tocsin server (process ${pid}) already uses ${folder}. Stop it, or give this one its own folder with TOCSIN_DATA.`);
    this.name = 'FolderInUse';
  }
}

/** One server a data folder. A lock left by a killed server is taken over at once. */
export class InstanceLock {
  private constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly beat: NodeJS.Timeout,
  ) {}

  static async take(folder: string, silentMs = SILENT_MS): Promise<InstanceLock> {
    const path = join(folder, 'server.lock');
    const mine: Holder = { pid: process.pid, started: startedAt(process.pid), where: whereAmI() };
    const text = JSON.stringify(mine);
    for (;;) {
      if (await create(path, text)) return new InstanceLock(path, text, keepFresh(path));
      const found = await readFile(path, 'utf8').catch(() => null);
      if (found === null) continue;
      const holder = parse(found);
      if (await isHeld(path, holder, silentMs)) throw new FolderInUse(folder, holder.pid);
      await clear(path, found);
    }
  }

  async release(): Promise<void> {
    clearInterval(this.beat);
    // Someone may have taken over while this process was stopped for long; their lock is not ours to remove.
    if ((await readFile(this.path, 'utf8').catch(() => null)) === this.text) await rm(this.path, { force: true });
  }
}

/** Appears with its content or not at all: nobody can read a half-written lock. */
async function create(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o644 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function parse(text: string): Holder {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return { pid: 0, started: null, where: '' };
  }
}

async function isHeld(path: string, holder: Holder, silentMs: number): Promise<boolean> {
  if (holder.pid <= 0) return false;
  if (holder.where === whereAmI()) return isAlive(holder.pid) && startedAt(holder.pid) === holder.started;
  const first = await mark(path);
  const until = Date.now() + silentMs;
  while (Date.now() < until) {
    await sleep(250);
    if ((await mark(path)) !== first) return true;
  }
  return false;
}

/** Removes a dead holder's lock. The folder made on the way lets only one do so at a time, else two could each remove the other's new lock. */
async function clear(path: string, dead: string): Promise<void> {
  const guard = `${path}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = await stat(guard).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (since > TAKEOVER_STALE_MS) await rmdir(guard).catch(() => undefined);
    await sleep(20);
    return;
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => null)) === dead) await rm(path, { force: true });
  } finally {
    await rmdir(guard).catch(() => undefined);
  }
}

function keepFresh(path: string): NodeJS.Timeout {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  return beat.unref();
}

function mark(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

function whereAmI(): string {
  return `${hostname()} ${processNamespace()}`;
}
