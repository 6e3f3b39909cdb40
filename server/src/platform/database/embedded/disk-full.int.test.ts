import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PlatformBase } from '../../../migrations/20261122T0800-platform-base.js';
import { DataKeys } from '../../../migrations/20261128T0400-data-keys.js';
import { loadConfig } from '../../config/config.js';
import { Problem } from '../../problems/problem.js';
import { silent } from '../log.js';
import { startDatabase, type RunningDatabase } from '../start-database.js';
import { isAlive } from './process-table.js';
import { freeBytes } from './settings.js';
import type { EmbeddedPostgres } from './supervisor.js';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-full-'));
const mounted = mount();

/** A disk of its own that may be filled; only root may make one. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=224m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const onOwnDisk = mounted ? describe : describe.skip;

onOwnDisk(`a full disk${mounted ? '' : ' (skipped: this run may not mount a disk to fill)'}`, () => {
  const filler = join(folder, 'filler');
  let database: RunningDatabase;

  beforeAll(async () => {
    database = await startDatabase(
      loadConfig({ TOCSIN_DATA: join(folder, 'data') }),
      { entities: [], migrations: [PlatformBase, DataKeys] },
      silent,
    );
    const owner = new Client(database.server.owner);
    await owner.connect();
    await owner.query('CREATE TABLE kept (id int PRIMARY KEY, body text); GRANT ALL ON kept TO tocsin_app');
    await owner.end();
  });

  afterAll(async () => {
    await database.stop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  it('refuses with storage-full, keeps what it acknowledged, and works again as soon as there is room', async () => {
    const acknowledged: number[] = [];
    let last: unknown = null;
    const insert = async (id: number): Promise<void> => {
      await database.db.query('INSERT INTO kept SELECT $1, string_agg(md5(random()::text), $2) FROM generate_series(1, 2000)', [id, '']);
      acknowledged.push(id);
    };
    const attempt = (id: number) =>
      insert(id).then(
        () => true,
        (error: unknown) => {
          last = error;
          return false;
        },
      );
    writeFileSync(filler, Buffer.alloc(Math.max(freeBytes(folder) - 12 * 1024 * 1024, 0), 1));
    let id = 1;
    while (!(last instanceof Problem && last.code === 'server/storage-full') && id < 3_000) await attempt((id += 1));
    expect(last).toMatchObject({ code: 'server/storage-full', status: 503, extras: { retryAfter: 10 } });
    rmSync(filler);
    const from = Date.now();
    while (!(await attempt((id += 1))) && Date.now() - from < 60_000) await sleep(100);
    const present = new Set((await database.db.query<{ id: number }>('SELECT id FROM kept')).map((row) => row.id));
    expect(acknowledged.filter((one) => !present.has(one))).toEqual([]);
    expect(acknowledged.at(-1)).toBe(id);
  });

  it('comes back by itself when not even the write-ahead log could grow and PostgreSQL gave up', async () => {
    const { pid } = database.server as EmbeddedPostgres;
    writeFileSync(filler, Buffer.alloc(freeBytes(folder), 1));
    const log = () => database.db.query(`SELECT pg_logical_emit_message(true, 'test', repeat(md5(random()::text), 8000))`);
    let refusal: unknown = null;
    for (let left = 500; left > 0 && refusal === null; left -= 1) await log().catch((error: unknown) => (refusal = error));
    expect(refusal).toMatchObject({ code: 'server/storage-full', status: 503 });
    // It first tries to recover in place, which may take a while and may even work; written to again, it ends in the end.
    const full = Date.now();
    while (isAlive(pid) && Date.now() - full < 60_000) {
      await log().catch(() => undefined);
      await sleep(50);
    }
    rmSync(filler);
    const from = Date.now();
    while (!(await database.db.answers()) && Date.now() - from < 60_000) await sleep(100);
    expect(await database.db.query('SELECT count(*) > 0 AS kept FROM kept')).toEqual([{ kept: true }]);
    expect((database.server as EmbeddedPostgres).pid).not.toBe(pid);
  });
});
