import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import type { Identity } from './identity.js';
import { childEnv, pathFor } from './initialise.js';
import { isAlive, isPostgresIn, processesIn } from './process-table.js';

export interface Launch {
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly identity: Identity;
  readonly settings: Record<string, string>;
  readonly logFile: string;
}

/** What a running server says of itself in its pid file. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly status: string;
}

const LOG_LIMIT = 20 * 1024 * 1024;
const POLL_MS = 250;

/** One PostgreSQL server process, started by us or found running. */
export class Postmaster {
  readonly exited: Promise<void>;
  private gone = false;

  private constructor(
    readonly pid: number,
    private readonly launch: Launch,
    exited: Promise<void>,
    private readonly logFrom: number,
  ) {
    this.exited = exited.then(() => {
      this.gone = true;
    });
  }

  /**
   * Detached: Ctrl-C goes to a whole process group, and the database must outlive our draining. It also outlives a
   * kill -9 of this process; the next start adopts it.
   */
  static async spawn(launch: Launch): Promise<Postmaster> {
    rotate(launch.logFile);
    const log = openSync(launch.logFile, 'a', 0o640);
    const logFrom = statSync(launch.logFile).size;
    const flags = Object.entries(launch.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(launch.binaries.postgres, ['-D', pathFor(launch.cluster, launch.identity), ...flags], {
      ...launch.identity.drop,
      cwd: launch.cluster,
      env: childEnv(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.unref();
    const pid = await started(child);
    return new Postmaster(pid, launch, endOf(child), logFrom);
  }

  static adopt(pid: number, launch: Launch): Postmaster {
    return new Postmaster(pid, launch, disappearance(pid), existsSync(launch.logFile) ? statSync(launch.logFile).size : 0);
  }

  get running(): boolean {
    return !this.gone;
  }

  reload(): void {
    if (process.platform !== 'win32') process.kill(this.pid, 'SIGHUP');
  }

  /** What it wrote to the log since it was started, for the person who must find out why it did not. */
  lastWords(): string {
    const text = existsSync(this.launch.logFile) ? readFileSync(this.launch.logFile).subarray(this.logFrom).toString('utf8') : '';
    return text
      .split('\n')
      .filter((line) => /FATAL|PANIC|ERROR|HINT|No space/.test(line))
      .slice(-4)
      .join('\n');
  }

  /** Fast shutdown, waited for: a server still leaving would be mistaken for an orphan by the next start. */
  async stop(patienceMs = 60_000): Promise<void> {
    await this.signal('SIGINT', 'fast');
    if (await this.leaves(patienceMs)) return;
    await this.signal('SIGQUIT', 'immediate');
    await this.leaves(patienceMs);
  }

  /** Keeps this process alive meanwhile: the server's own handle does not, and an end half-way would leave it and its lock behind. */
  private async leaves(withinMs: number): Promise<boolean> {
    const patience = new AbortController();
    const late = sleep(withinMs, false, { signal: patience.signal }).catch(() => false);
    const left = await Promise.race([this.exited.then(() => true), late]);
    patience.abort();
    return left;
  }

  private async signal(name: 'SIGINT' | 'SIGQUIT', mode: string): Promise<void> {
    if (this.gone || !isAlive(this.pid)) return;
    if (process.platform !== 'win32') {
      process.kill(this.pid, name);
      return;
    }
    // Node's kill on Windows ends a process at once; PostgreSQL has its own way of being told.
    await promisify(execFile)(this.launch.binaries.pgCtl, ['stop', '-D', this.launch.cluster, '-m', mode, '-W']).catch(() => undefined);
  }
}

export function readPidFile(cluster: string): PidFile | null {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), socketDir: (lines[4] ?? '').trim(), status: (lines[7] ?? '').trim() };
}

/**
 * The server that runs in this folder, if any. A pid file whose number now belongs to a stranger (usual after a
 * container restart) would keep PostgreSQL from starting for ever, so it is removed once no server process is left.
 */
export function findRunning(cluster: string): PidFile | null {
  const file = readPidFile(cluster);
  if (file === null) return null;
  if (isPostgresIn(file.pid, cluster)) return file;
  if (isAlive(file.pid) && processesIn(cluster).length === 0) rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return null;
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('spawn', () => settle(child.pid ?? 0));
  });
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((settle) => child.once('exit', () => settle()));
}

async function disappearance(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(POLL_MS, undefined, { ref: false });
}

function rotate(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
}
