import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import { loadConfig } from '../config/config.js';
import { chooseIdentity } from './embedded/identity.js';
import { silent } from './log.js';
import { startDatabase, type RunningDatabase } from './start-database.js';

const PACKAGED = '/usr/lib/postgresql';
const schema = { entities, migrations };

/** A PostgreSQL that this system brought along, the oldest we support or any newer one. */
function packaged(): string | null {
  if (!existsSync(PACKAGED)) return null;
  const version = readdirSync(PACKAGED).find((name) => Number(name) >= 15 && existsSync(join(PACKAGED, name, 'bin', 'initdb')));
  return version === undefined ? null : join(PACKAGED, version, 'bin');
}

const bin = packaged();
const withPackaged = bin === null ? describe.skip : describe;

withPackaged(`a PostgreSQL we do not run${bin === null ? ' (skipped: none is installed on this system)' : ` (${bin})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-external-'));
  const cluster = join(folder, 'cluster');
  let server: ChildProcess;

  const urlFor = (user: string, database: string): string => `postgres://${user}@${encodeURIComponent(folder)}/${database}`;
  const config = (user: string, database: string, env: Record<string, string> = {}) =>
    loadConfig({
      DATABASE_URL: urlFor(user, database),
      TOCSIN_DATA: join(folder, 'data'),
      TOCSIN_SECRET: 'x'.repeat(40),
      DATABASE_POOL: '4',
      ...env,
    });

  async function admin(sql: string, database = 'postgres'): Promise<void> {
    const client = new Client({ connectionString: urlFor('postgres', database) });
    await client.connect();
    try {
      for (const statement of sql.split(';')) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async function started(
    user: string,
    database: string,
    env: Record<string, string> = {},
  ): Promise<{ running: RunningDatabase; warned: string[] }> {
    const warned: string[] = [];
    const running = await startDatabase(config(user, database, env), schema, {
      ...silent,
      warn: (_fields, message) => warned.push(message),
    });
    return { running, warned };
  }

  beforeAll(async () => {
    const { drop } = chooseIdentity(cluster, { runAs: null, invokedBy: null });
    chmodSync(folder, 0o755);
    if (drop) chownSync(folder, drop.uid, drop.gid);
    const options = { ...drop, cwd: '/', env: {} };
    spawnSync(
      `${bin}/initdb`,
      ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
      options,
    );
    server = spawn(`${bin}/postgres`, ['-D', cluster, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'], {
      ...options,
      stdio: 'ignore',
    });
    for (let left = 100; left > 0; left -= 1) {
      const up = await admin('SELECT 1').then(
        () => true,
        () => false,
      );
      if (up) return;
      await sleep(100);
    }
  });

  afterAll(async () => {
    server.kill('SIGINT');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is used with the rights of the application where the login may make roles', async () => {
    await admin(`CREATE ROLE keeper LOGIN CREATEROLE; CREATE DATABASE one OWNER keeper`);
    const { running, warned } = await started('keeper', 'one');
    expect(await running.db.query('SELECT current_user')).toEqual([{ current_user: 'tocsin_app' }]);
    await expect(running.db.query('UPDATE installation SET epoch = 2')).rejects.toThrow('permission denied');
    expect(await running.db.query(`SELECT similarity('航空公司退款', '航空公司') > 0.3 AS alike`)).toEqual([{ alike: true }]);
    await running.stop();
    expect(warned).toEqual([]);
  });

  it('is used as the owner, with a warning that says what to do, where the role cannot be had', async () => {
    await admin(`CREATE ROLE plain LOGIN; CREATE DATABASE two OWNER plain`);
    const { running, warned } = await started('plain', 'two');
    expect(await running.db.query('SELECT current_user')).toEqual([{ current_user: 'plain' }]);
    await running.stop();
    expect(warned.join()).toContain('GRANT tocsin_app TO');
  });

  it('is migrated by one login and used by another when two are given', async () => {
    await admin(`CREATE ROLE worker LOGIN; GRANT tocsin_app TO worker; CREATE DATABASE three OWNER keeper`);
    const { running } = await started('worker', 'three', { DATABASE_MIGRATION_URL: urlFor('keeper', 'three') });
    expect(await running.db.query('SELECT current_user')).toEqual([{ current_user: 'worker' }]);
    await expect(running.db.query('DROP TABLE installation')).rejects.toThrow('must be owner');
    await running.stop();
  });

  it('warns where it cannot compare Chinese text', async () => {
    await admin(`CREATE DATABASE four OWNER keeper TEMPLATE template0 LOCALE 'C'`);
    const { running, warned } = await started('keeper', 'four');
    await running.stop();
    expect(warned.join()).toContain('cannot compare Chinese text');
  });

  it('that cannot be reached is named as such', async () => {
    await expect(started('keeper', 'nowhere')).rejects.toThrow('database "nowhere" does not exist');
  });
});
