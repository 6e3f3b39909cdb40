import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client, type PoolConfig } from 'pg';
import { Db } from '../db.js';
import { silent } from '../log.js';
import { isAlive, processesIn } from './process-table.js';
import { EmbeddedPostgres, type EmbeddedOptions } from './supervisor.js';

interface Up {
  postmaster: number;
  owner: PoolConfig;
}

/** Where only the process is looked at, the disk need not be waited for. */
const QUICK = { durable: false };
const ROOT = process.getuid?.() === 0;
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) {
    for (const pid of processesIn(join(folder, 'postgres'))) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

function newFolder(mode = 0o755): string {
  const folder = join(tmpdir(), `tocsin-kill-${process.pid}-${folders.length}-${Date.now().toString(36)}`);
  mkdirSync(folder);
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ dataDir, runAs: null, invokedBy: null, log: silent, ...more });
  started.push(server);
  return server;
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  started.splice(started.indexOf(server), 1);
  await server.stop();
}

/** A server in a process of its own, so that it can be killed. */
function launch(dataDir: string): ChildProcess {
  const child = spawn(process.execPath, [join(process.cwd(), 'test/database.process.js'), dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function up(child: ChildProcess): Promise<Up> {
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return JSON.parse(line.toString('utf8')) as Up;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function sql<T = Record<string, unknown>>(connection: PoolConfig, text: string): Promise<T[]> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

async function until(holds: () => boolean | Promise<boolean>, withinMs = 45_000): Promise<number> {
  const from = Date.now();
  while (Date.now() - from < withinMs) {
    if (await holds()) return Date.now() - from;
    await sleep(10);
  }
  throw new Error('waited in vain');
}

describe('an embedded PostgreSQL', () => {
  it('starts from nothing, durable and able to compare Chinese, and leaves no process behind', async () => {
    const folder = newFolder();
    const server = await start(folder);
    await sql(server.owner, 'CREATE EXTENSION pg_trgm');
    const [row] = await sql(
      server.owner,
      `SELECT similarity('航空公司退款', '航空公司') > 0 AS alike, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS durable,
              current_setting('listen_addresses') AS tcp, current_setting('data_checksums') AS checksums`,
    );
    expect(row).toEqual({ alike: true, fsync: 'on', durable: 'on', tcp: '', checksums: 'on' });
    const { pid } = server;
    await stop(server);
    expect(isAlive(pid)).toBe(false);
    expect(processesIn(join(folder, 'postgres'))).toEqual([]);
    expect(existsSync(join(folder, 'server.lock'))).toBe(false);
  });

  it('is adopted when its server was killed: no second one is started and nothing is lost', async () => {
    const folder = newFolder();
    const child = launch(folder);
    const { postmaster, owner } = await up(child);
    await sql(owner, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed(child);
    expect(isAlive(postmaster)).toBe(true);
    const server = await start(folder);
    expect(server.pid).toBe(postmaster);
    expect(await sql(server.owner, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await stop(server);
    expect(isAlive(postmaster)).toBe(false);
  });

  it('is adopted time after time', async () => {
    const folder = newFolder();
    const seen = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const child = launch(folder);
      seen.add((await up(child)).postmaster);
      await killed(child);
    }
    expect(seen.size).toBe(1);
  });

  it('refuses a second server on its folder in one clear line', async () => {
    const folder = newFolder();
    const child = launch(folder);
    await up(child);
    const second = launch(folder);
    const said: Buffer[] = [];
    second.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    const [code] = (await once(second, 'close')) as [number];
    expect(code).toBe(1);
    expect(Buffer.concat(said).toString('utf8')).toBe(
      `Another Tocsin server (process ${child.pid}) already uses ${folder}. Stop it, or give this one its own folder with TOCSIN_DATA.\n`,
    );
  });

  it('is started again when it is killed, with every acknowledged row', async () => {
    const server = await start(newFolder());
    await sql(server.owner, 'CREATE TABLE kept (id int PRIMARY KEY); GRANT ALL ON kept TO tocsin_app');
    const db = await Db.open({ connection: await server.app(), entities: [], poolSize: 4 });
    const acknowledged: number[] = [];
    const killing = sleep(150).then(() => process.kill(server.pid, 'SIGKILL'));
    const from = Date.now();
    for (let id = 1; Date.now() - from < 3_000 || acknowledged.length <= 100; id += 1) {
      const answered = await db.query('INSERT INTO kept VALUES ($1)', [id]).then(
        () => true,
        () => false,
      );
      if (answered) acknowledged.push(id);
    }
    await killing;
    const rows = await db.query<{ id: number }>('SELECT id FROM kept');
    await db.close();
    const present = new Set(rows.map(({ id }) => id));
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(100);
  });

  it('comes back after the whole tree was killed', async () => {
    const folder = newFolder();
    const child = launch(folder);
    const { postmaster, owner } = await up(child);
    await sql(owner, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    process.kill(postmaster, 'SIGKILL');
    await killed(child);
    const server = await start(folder);
    expect(server.pid).not.toBe(postmaster);
    expect(await sql(server.owner, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 1000 }]);
  });

  it('is made anew when the first start was killed half-way', async () => {
    const folder = newFolder();
    const drafts = () => readdirSync(folder).filter((name) => name.startsWith('postgres.init-'));
    const child = launch(folder);
    await until(() => drafts().some((name) => existsSync(join(folder, name, 'base'))));
    await killed(child);
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    const server = await start(folder);
    expect(await sql(server.owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(drafts()).toEqual([]);
  });

  it('starts although its pid file names a stranger who runs', async () => {
    const folder = newFolder();
    await stop(await start(folder, QUICK));
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${process.ppid}\n${folder}/postgres\n1\n5432\n${folder}/run\n\n\nready\n`);
    const server = await start(folder, QUICK);
    expect(server.pid).not.toBe(process.ppid);
  });

  it('works over TCP with a password where sockets prove nobody', async () => {
    const folder = newFolder();
    const server = await start(folder, { ...QUICK, transport: 'tcp' });
    expect(server.owner).toMatchObject({ host: '127.0.0.1', password: expect.stringMatching(/^.{32}$/) });
    await expect(sql({ ...server.owner, password: 'guess' }, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(await sql(await server.app(), 'SELECT current_user')).toEqual([{ current_user: 'tocsin_app' }]);
    await stop(server);
    expect(await sql((await start(folder, { ...QUICK, transport: 'tcp' })).owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps to a short socket path when its folder lies deep', async () => {
    const folder = join(newFolder(), 'a-folder-name-that-is-long'.repeat(5));
    mkdirSync(folder, { recursive: true });
    const server = await start(folder, QUICK);
    expect(String(server.owner.host).length).toBeLessThan(90);
    expect(await sql(server.owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop(server);
  });

  it('refuses a folder that holds something else', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'letter.txt'), 'dear');
    await expect(start(folder)).rejects.toThrow('holds files but no database');
    expect(readFileSync(join(folder, 'postgres', 'letter.txt'), 'utf8')).toBe('dear');
  });
});

const asRoot = ROOT ? describe : describe.skip;

asRoot(`an embedded PostgreSQL started by root${ROOT ? '' : ' (skipped: this run is not root)'}`, () => {
  const ownerOf = (pid: number) => statSync(`/proc/${pid}`).uid;

  it('runs as another user', async () => {
    const server = await start(newFolder(), QUICK);
    expect(ownerOf(server.pid)).not.toBe(0);
  });

  it('runs as the user named, in a folder that user cannot even walk to', async () => {
    const closed = newFolder(0o700);
    const folder = join(closed, 'data');
    mkdirSync(folder);
    const server = await start(folder, { runAs: 'nobody' });
    expect(ownerOf(server.pid)).toBe(Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })));
    await sql(server.owner, 'CREATE TABLE kept AS SELECT generate_series(1, 10000) AS id; CHECKPOINT');
    await stop(server);
    const again = await start(folder);
    expect(await sql(again.owner, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 10_000 }]);
    await stop(again);
  });

  it('says what to do when the user named does not exist', async () => {
    await expect(start(newFolder(), { runAs: 'no-such-user' })).rejects.toThrow('TOCSIN_POSTGRES_USER names no-such-user');
  });

  it('lets no other user of the machine in', async () => {
    const server = await start(newFolder(), QUICK);
    const attempt = () =>
      execFileSync(
        process.execPath,
        [
          '-e',
          `require('net').connect(${JSON.stringify(`${server.owner.host}/.s.PGSQL.5432`)}).on('error', (e) => { console.log(e.code); }).on('connect', () => { console.log('in'); process.exit(); })`,
        ],
        { uid: 1, gid: 1, encoding: 'utf8' },
      );
    expect(attempt().trim()).toBe('EACCES');
  });
});
