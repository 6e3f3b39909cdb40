import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asAdmin, createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import { loadConfig } from '../config/config.js';
import { withRole } from './external.js';
import { silent } from './log.js';
import { startDatabase } from './start-database.js';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-start-'));
const schema = { entities, migrations };
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('empty');
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const config = (env: Record<string, string> = {}) => loadConfig({ DATABASE_URL: database.url, TOCSIN_DATA: folder, ...env });

describe('startDatabase with DATABASE_URL', () => {
  it('migrates as the owner and then works with no more rights than the application needs', async () => {
    const running = await startDatabase(config(), schema, silent);
    expect(await running.db.query('SELECT current_user')).toEqual([{ current_user: 'tocsin_app' }]);
    await expect(running.db.query('DROP TABLE installation')).rejects.toThrow('must be owner');
    await running.stop();
  });

  it('refuses a node that has another secret than the first one', async () => {
    const stranger = config({ TOCSIN_SECRET: 'not the secret this database was set up with' });
    await expect(startDatabase(stranger, schema, silent)).rejects.toThrow('set up with another secret');
  });

  it('refuses a database that is not UTF-8', async () => {
    const { name } = database;
    await asAdmin(database.owner, `CREATE DATABASE latin_${name} TEMPLATE template0 ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'`);
    const url = database.url.replace(name, `latin_${name}`);
    await expect(startDatabase(config({ DATABASE_URL: url }), schema, silent)).rejects.toThrow('must have encoding UTF8, it has LATIN1');
    await asAdmin(database.owner, `DROP DATABASE latin_${name}`);
  });
});

describe('withRole', () => {
  it('keeps the options a URL has already', () => {
    expect(withRole('postgres://a@b/c')).toBe('postgres://a@b/c?options=-c%20role%3Dtocsin_app');
    expect(withRole('postgres://a@b/c?sslmode=require')).toBe('postgres://a@b/c?sslmode=require&options=-c%20role%3Dtocsin_app');
    expect(withRole('postgres://a@b/c?options=-c%20jit%3Doff')).toBe('postgres://a@b/c?options=-c%20role%3Dtocsin_app%20-c%20jit%3Doff');
  });
});
