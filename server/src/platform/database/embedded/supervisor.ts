import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';
import { isUnavailable } from '../faults.js';
import type { Log } from '../log.js';
import type { PostgresServer } from '../postgres-server.js';
import { APP_ROLE } from '../roles.js';
import { writeAccessFiles } from './access-files.js';
import { makeOutbox } from './archiving.js';
import { type Binaries, findBinaries } from './binaries.js';
import { CannotRunDatabase, chooseIdentity, type Identity, type RunAs } from './identity.js';
import { initialise, OWNER } from './initialise.js';
import { InstanceLock } from './instance-lock.js';
import { findRunning, type PidFile, Postmaster } from './postmaster.js';
import { freeBytes, serverSettings } from './settings.js';
import { freePort, prepareSocketDir, type Transport } from './transport.js';

export interface EmbeddedOptions extends RunAs {
  readonly dataDir: string;
  readonly log: Log;
  /** False only for throw-away databases of tests. */
  readonly durable?: boolean;
  readonly transport?: Transport;
  readonly startPatienceMs?: number;
  /** Win over the usual ones: for a start that restores a backup. */
  readonly settings?: Record<string, string>;
}

const DATABASE = 'tocsin';
const FULL_BELOW = 8 * 1024 * 1024;
const BACKOFF_MS = [50, 100, 200, 400, 800, 1_600, 3_000];

/** Starts PostgreSQL, keeps it running, and stops it: the only owner of its process. */
export class EmbeddedPostgres implements PostgresServer {
  readonly kind = 'embedded';
  private postmaster: Postmaster | null = null;
  private endpoint: PoolConfig = {};
  private stopping = false;
  private watching: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: EmbeddedOptions,
    private readonly cluster: string,
    private readonly lock: InstanceLock,
    private readonly identity: Identity,
    private readonly binaries: Binaries,
    private readonly password: string | null,
  ) {}

  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    const { dataDir } = options;
    const cluster = join(dataDir, 'postgres');
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const lock = await InstanceLock.take(dataDir);
    try {
      const identity = chooseIdentity(cluster, options);
      const binaries = findBinaries(identity, dataDir);
      const password = transportOf(options) === 'tcp' ? keptPassword(dataDir) : null;
      initialise(cluster, binaries, identity, { password, durable: options.durable ?? true });
      const server = new EmbeddedPostgres(options, cluster, lock, identity, binaries, password);
      await server.bringUp();
      await server.prepare();
      server.watching = server.keepUp();
      return server;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get owner(): PoolConfig {
    return { ...this.endpoint, user: OWNER };
  }

  get pid(): number {
    return this.postmaster?.pid ?? 0;
  }

  app(): Promise<PoolConfig> {
    return Promise.resolve({ ...this.endpoint, user: APP_ROLE });
  }

  diskIsFull(): Promise<boolean> {
    return Promise.resolve(freeBytes(this.options.dataDir) < FULL_BELOW);
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    await this.postmaster?.stop();
    await this.watching;
    // A restart may have been under way: its server is another one than the one just stopped.
    await this.postmaster?.stop();
    await this.lock.release();
  }

  /** Adopts the server that outlived a killed predecessor, or starts one; waits until it answers. */
  private async bringUp(): Promise<void> {
    const deadline = Date.now() + (this.options.startPatienceMs ?? 30_000);
    for (let attempt = 0; !this.stopping; attempt += 1) {
      const postmaster = (await this.adopted()) ?? (await this.spawned());
      this.postmaster = postmaster;
      if (await this.answers(postmaster)) return;
      // Backends of a killed server keep its memory for up to two seconds; until they leave a new one refuses to start.
      if (Date.now() > deadline) throw new CannotRunDatabase(`PostgreSQL does not start:\n${postmaster.lastWords()}`);
      await sleep(BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)]);
    }
  }

  private async adopted(): Promise<Postmaster | null> {
    const found = findRunning(this.cluster);
    if (found === null) return null;
    const postmaster = Postmaster.adopt(found.pid, this.launch({}));
    if (found.status === 'stopping' || !this.canConnectTo(found)) {
      await postmaster.stop();
      return null;
    }
    this.endpoint = this.endpointAt(found.socketDir, found.port);
    if (writeAccessFiles(this.cluster, this.identity, transportOf(this.options))) {
      postmaster.reload();
      await sleep(100);
    }
    this.options.log.info({ pid: found.pid }, 'adopted the PostgreSQL server that was already running');
    return postmaster;
  }

  private async spawned(): Promise<Postmaster> {
    const settings = serverSettings(this.options.dataDir, this.options.durable ?? true);
    if (transportOf(this.options) === 'tcp') {
      const port = await freePort();
      this.endpoint = this.endpointAt('', port);
      Object.assign(settings, { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' });
    } else {
      const socketDir = prepareSocketDir(this.options.dataDir, this.identity);
      this.endpoint = this.endpointAt(socketDir, 5432);
      Object.assign(settings, { listen_addresses: '', unix_socket_directories: socketDir, unix_socket_permissions: '0700' });
    }
    writeAccessFiles(this.cluster, this.identity, transportOf(this.options));
    makeOutbox(this.cluster, this.identity);
    return Postmaster.spawn(this.launch({ ...settings, ...this.options.settings }));
  }

  /** Ready means that a query works and may write, not a line in a log. Recovery may take its time: we wait while it lives. */
  private async answers(postmaster: Postmaster): Promise<boolean> {
    while (postmaster.running && !this.stopping) {
      try {
        const recovering = await this.asOwner('postgres', (client) => client.query<{ yes: boolean }>('SELECT pg_is_in_recovery() AS yes'));
        if (recovering.rows[0]?.yes === false) return true;
        await sleep(50);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        await sleep(15);
      }
    }
    return false;
  }

  /** Restarts a server that died under us, for as long as it takes: a full disk is freed by a person, not by giving up. */
  private async keepUp(): Promise<void> {
    const { log } = this.options;
    while (!this.stopping) {
      await this.postmaster?.exited;
      if (this.stopping) return;
      log.error(
        { lastWords: this.postmaster?.lastWords(), diskFull: await this.diskIsFull() },
        'PostgreSQL ended unexpectedly, starting it again',
      );
      try {
        await this.bringUp();
        log.info({ pid: this.pid }, 'PostgreSQL answers again');
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL cannot be started, trying on');
        await sleep(1_000);
      }
    }
  }

  private async prepare(): Promise<void> {
    const secret = this.password === null ? '' : ` PASSWORD '${this.password}'`;
    await this.asOwner('postgres', async (client) => {
      const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
      if (roles.rowCount === 0) await client.query(`CREATE ROLE ${APP_ROLE} LOGIN${secret}`);
      else await client.query(`ALTER ROLE ${APP_ROLE} LOGIN${secret}`);
      const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
      if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    });
  }

  private async asOwner<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ ...this.endpoint, user: OWNER, database, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private canConnectTo(found: PidFile): boolean {
    return transportOf(this.options) === 'tcp' ? found.port > 0 : existsSync(join(found.socketDir, `.s.PGSQL.${found.port}`));
  }

  private endpointAt(socketDir: string, port: number): PoolConfig {
    const host = transportOf(this.options) === 'tcp' ? '127.0.0.1' : socketDir;
    return { host, port, database: DATABASE, ...(this.password === null ? {} : { password: this.password }) };
  }

  private launch(settings: Record<string, string>) {
    const { cluster, binaries, identity } = this;
    return { cluster, binaries, identity, settings, logFile: join(this.options.dataDir, 'logs', 'postgres.log') };
  }
}

function transportOf(options: EmbeddedOptions): Transport {
  return options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
}

/** Only where the system cannot prove who connects. */
function keptPassword(dataDir: string): string {
  const path = join(dataDir, 'postgres-password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}
