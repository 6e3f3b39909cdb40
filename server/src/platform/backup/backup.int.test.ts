import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, type PoolConfig } from 'pg';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import { Clock } from '../clock/clock.js';
import { loadConfig, type Config } from '../config/config.js';
import { processesIn } from '../database/embedded/process-table.js';
import { switchArchiving } from '../database/embedded/archiving.js';
import { startDatabase, type RunningDatabase } from '../database/index.js';
import { silent } from '../database/log.js';
import { Metrics } from '../metrics/metrics.js';
import { fileKeysOf, LocalBlobStore } from '../storage/index.js';
import { copyBlob } from './take-backup.js';
import { BackupFolder, BackupKeeper, digestOf, restoreBackup, takeBackup, type Digest } from './index.js';

const SECRET = 'a secret that is only known to tests';
let root: string;
let config: Config;
let database: RunningDatabase;
let blobs: LocalBlobStore;
let keeper: BackupKeeper;
let folder: BackupFolder;
const clock = new Clock();
const metrics = new Metrics();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tocsin-backup-'));
  chmodSync(root, 0o755);
  config = loadConfig({ TOCSIN_DATA: join(root, 'data'), TOCSIN_SECRET: SECRET, DATABASE_POOL: '4' });
  folder = new BackupFolder(config.backup.dir);
  database = await startDatabase(config, { migrations, entities }, silent);
  blobs = await LocalBlobStore.open(join(config.dataDir, 'blobs'), fileKeysOf(database.secrets), clock);
  keeper = new BackupKeeper(database.db, blobs, config, clock, metrics);
});
afterAll(async () => {
  await keeper?.onApplicationShutdown();
  await database?.stop();
  for (const pid of processesIn(join(root, 'data', 'postgres'))) process.kill(pid, 'SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const add = (count: number): Promise<unknown> =>
  database.db.query(
    `INSERT INTO idempotency_key (principal, route, key, body_sha256) SELECT 'p', 'r', gen_random_uuid()::text, sha256(random()::text::bytea) FROM generate_series(1, $1)`,
    [count],
  );
const putFile = async (text: string): Promise<string> => {
  const { sha256 } = await blobs.put(
    (async function* () {
      yield await Promise.resolve(Buffer.from(text));
    })(),
  );
  return sha256;
};
async function ask<T>(connection: PoolConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const digest = (): Promise<Digest> => ask(database.server.owner, digestOf);
const backup = () =>
  takeBackup({
    dataDir: config.dataDir,
    owner: database.server.owner,
    cluster: join(config.dataDir, 'postgres'),
    folder,
    withSecret: false,
  });
/** Until everything written so far is in the archive. */
async function archived(): Promise<void> {
  const segment = await ask(database.server.owner, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS name');
    return rows[0]?.name ?? '';
  });
  while (!existsSync(join(folder.wal, `${segment}.gz`))) {
    await keeper.pass();
    await sleep(50);
  }
}
async function restored(name: string, at: Date | null): Promise<{ digest: Digest; epoch: number }> {
  const dataDir = join(root, name);
  let found: Digest | null = null;
  await restoreBackup({
    folder,
    at,
    dataDir,
    log: silent,
    runAs: null,
    invokedBy: null,
    check: async (owner) => void (found = await ask(owner, digestOf)),
    settle: () => Promise.resolve(),
  });
  const again = await startDatabase(loadConfig({ TOCSIN_DATA: dataDir, TOCSIN_SECRET: SECRET }), { migrations, entities }, silent);
  try {
    const [row] = await again.db.query<{ epoch: string }>('SELECT epoch FROM installation');
    await again.db.query(`DELETE FROM idempotency_key WHERE key = 'after the restore'`);
    if (!found) throw new Error('nobody looked');
    return { digest: found, epoch: Number(row?.epoch) };
  } finally {
    await again.stop();
  }
}

// Two databases are copied, started and compared, on whatever the machine has left.
jest.setTimeout(400_000);

describe('a backup of the running database', () => {
  it('is restored row by row, to its end and to any moment after it', async () => {
    await add(500);
    const early = await putFile('before the backup');
    expect(await switchArchiving(database.server.owner, true, 60)).toBe(true);
    let writing = true;
    const writer = (async () => {
      while (writing) await add(20);
    })();
    const made = await backup();
    writing = false;
    await writer;
    expect(made.manifest.includesSecret).toBe(false);
    expect(readdirSync(folder.pathOf(made.name)).sort()).toEqual(['blobs.txt', 'engine', 'manifest.json', 'postgres']);

    keeper.onApplicationBootstrap();
    await add(300);
    const late = await putFile('after the backup');
    const then = await digest();
    await sleep(20);
    const at = clock.now();
    await sleep(20);
    await add(200);
    const last = await digest();
    await archived();

    const past = await restored('past', at);
    expect(past.digest).toEqual(then);
    expect(past.epoch).toBeGreaterThan(1);
    const present = await restored('present', null);
    expect(present.digest).toEqual(last);
    expect(present.digest.rows).toBe(then.rows + 200);
    const copies = await LocalBlobStore.open(join(root, 'present', 'blobs'), fileKeysOf(database.secrets), clock);
    expect([await copies.verify(early), await copies.verify(late)]).toEqual([true, true]);
    expect(existsSync(join(root, 'present', 'secret'))).toBe(false);
    const told = await metrics.text();
    expect(Number(/^tocsin_backup_last_success_seconds (\S+)$/m.exec(told)?.[1])).toBeCloseTo(Date.parse(made.manifest.endedAt) / 1000, 2);
    expect(told).toMatch(/^tocsin_backup_archiving 1$/m);
  });

  it('refuses what it cannot do, and overwrites nothing', async () => {
    const request = { folder, log: silent, runAs: null, invokedBy: null, check: () => Promise.resolve(), settle: () => Promise.resolve() };
    await expect(restoreBackup({ ...request, at: new Date(0), dataDir: join(root, 'a') })).rejects.toThrow('The oldest backup ended at');
    await expect(restoreBackup({ ...request, at: new Date(clock.ms() + 3_600_000), dataDir: join(root, 'b') })).rejects.toThrow(
      'Nothing was archived that reaches',
    );
    await expect(restoreBackup({ ...request, at: null, dataDir: config.dataDir })).rejects.toThrow('is not empty');
    expect(readdirSync(root).filter((name) => name.includes('restoring'))).toEqual([]);
    expect(existsSync(join(root, 'a')) || existsSync(join(root, 'b'))).toBe(false);
  });

  it('is refused by name when it was cut off, or only half of it was carried here', async () => {
    const half = new BackupFolder(join(root, 'half'));
    await half.make();
    for (const name of ['.4711', '20261128T054134369Z']) mkdirSync(half.pathOf(name));
    writeFileSync(join(half.pathOf('20261128T054134369Z'), 'manifest.json'), '{"format":1,"inst');
    const request = {
      folder: half,
      at: null,
      log: silent,
      runAs: null,
      invokedBy: null,
      check: () => Promise.resolve(),
      settle: () => Promise.resolve(),
    };
    await expect(restoreBackup({ ...request, dataDir: join(root, 'd') })).rejects.toThrow(
      'no complete backup in this folder, only what was cut off: .4711, 20261128T054134369Z',
    );
    expect(existsSync(join(root, 'd'))).toBe(false);
  });

  it('keeps a file under the first key, which every moment that is restored has', async () => {
    const [from, to] = [join(root, 'sealed-anew'), join(root, 'in-backup')];
    writeFileSync(to, Buffer.alloc(40, 1));
    writeFileSync(from, Buffer.alloc(44, 2));
    await copyBlob(from, to);
    expect(readFileSync(to)).toEqual(Buffer.alloc(40, 1));
    writeFileSync(to, 'cut off');
    await copyBlob(from, to);
    expect(readFileSync(to)).toEqual(Buffer.alloc(44, 2));
  });

  it('tells when it is damaged', async () => {
    const [base] = await folder.bases();
    writeFileSync(join(base?.folder ?? '', 'postgres', 'PG_VERSION'), '17\n');
    const request = {
      folder,
      at: null,
      log: silent,
      runAs: null,
      invokedBy: null,
      check: () => Promise.resolve(),
      settle: () => Promise.resolve(),
    };
    await expect(restoreBackup({ ...request, dataDir: join(root, 'c') })).rejects.toThrow('is damaged (PG_VERSION)');
    writeFileSync(join(base?.folder ?? '', 'postgres', 'PG_VERSION'), '18\n');
  });

  it('says in metrics and log that the archive fails, loses nothing, and goes on by itself', async () => {
    rmSync(join(config.backup.dir, 'wal'), { recursive: true });
    writeFileSync(join(config.backup.dir, 'wal'), 'in the way');
    await add(10);
    const faults = async (): Promise<number> => Number(/^tocsin_backup_archive_errors_total (\d+)$/m.exec(await metrics.text())?.[1]);
    const before = await faults();
    await keeper.pass();
    expect(await faults()).toBe(before + 1);
    rmSync(join(config.backup.dir, 'wal'));
    await archived();
    expect(Number(/^tocsin_backup_last_archived_seconds (\S+)$/m.exec(await metrics.text())?.[1])).toBeGreaterThan(0);
  });

  it('keeps what the time asked for needs, and drops the rest', async () => {
    const first = (await folder.bases()).at(-1);
    const second = await backup();
    const third = await backup();
    expect(await folder.prune(new Date(third.manifest.endedAt))).toBe(1);
    expect((await folder.bases()).map(({ name }) => name)).toEqual([second.name, third.name]);
    expect(first?.name).not.toBe(second.name);
  });
});
