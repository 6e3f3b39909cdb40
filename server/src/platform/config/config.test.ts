import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.js';
import { firstSecret, knownSecrets, RootSecret } from './root-secret.js';
import { Secrets } from './secrets.js';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('needs no variable at all and listens to this machine only', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, roles: ['api', 'worker', 'clusterer'], admin: null, demoSpeed: null });
    expect(config.database).toEqual({ url: null, migrationUrl: null, poolSize: 20, runAs: null, invokedBy: null });
    expect(config.dataDir.startsWith('/') || /^[A-Z]:/.test(config.dataDir)).toBe(true);
  });

  it('reports every fault at once, by the name of the variable', () => {
    const faults = faultsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      TOCSIN_ROLES: 'api,boss',
      TOCSIN_SECRET: 'hunter2',
      MAP_CRS: 'bd09',
    });
    expect(faults.map((fault) => fault.split(/[.:]/)[0]).sort()).toEqual([
      'DATABASE_URL',
      'MAP_CRS',
      'PORT',
      'TOCSIN_ROLES',
      'TOCSIN_SECRET',
    ]);
  });

  it('never prints the value that was refused', () => {
    expect(faultsOf({ TOCSIN_SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@db' }).join()).not.toContain('hunter2');
  });

  it('knows which settings need each other', () => {
    expect(faultsOf({ TOCSIN_ADMIN_EMAIL: 'a@example.com' })).toEqual([
      'TOCSIN_ADMIN_PASSWORD: is required when TOCSIN_ADMIN_EMAIL is set',
    ]);
    expect(faultsOf({ S3_BUCKET: 'evidence' })).toHaveLength(3);
    expect(faultsOf({ MAP_ALLOW_PUBLIC: 'true' })).toEqual(['MAP_REVIEW_NO: is required when MAP_ALLOW_PUBLIC is set']);
    expect(faultsOf({ MAP_ALLOW_PUBLIC: 'false' })).toEqual([]);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' }).port).toBe(3000);
  });

  it('reads the demo speed from the command line before the environment', () => {
    expect(loadConfig({}, ['--demo']).demoSpeed).toBe(1);
    expect(loadConfig({ TOCSIN_DEMO_SPEED: '5' }, ['--demo=60']).demoSpeed).toBe(60);
    expect(loadConfig({ TOCSIN_DEMO_SPEED: '5' }).demoSpeed).toBeNull();
  });

  it('takes a database behind a socket folder', () => {
    expect(loadConfig({ DATABASE_URL: 'postgres://app@%2Fvar%2Frun%2Fpostgresql/tocsin' }).database.url).toContain('%2Fvar');
  });
});

describe('the secret', () => {
  it('is made once a data folder, readable by its user only, and kept', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-secret-'));
    const opened = await Promise.all([1, 2, 3, 4].map(() => firstSecret({ secret: null, previousSecret: null, dataDir })));
    expect(new Set(opened.map(({ mark }) => mark)).size).toBe(1);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'secret'), 'utf8')).trim().length).toBeGreaterThan(40);
  });

  it('is refused when it is damaged, instead of making another that reads nothing', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-secret-'));
    await writeFile(join(dataDir, 'secret'), '');
    await expect(firstSecret({ secret: null, previousSecret: null, dataDir })).rejects.toThrow('is damaged');
    expect(await knownSecrets({ secret: null, previousSecret: null, dataDir })).toEqual([]);
  });

  it('opens the keys it wrapped and no others', () => {
    const [one, other] = [new RootSecret('x'.repeat(32)), new RootSecret('y'.repeat(32))];
    const key = { id: 3, bytes: one.firstDataKey() };
    const wrapped = one.wrap(key, 'here');
    expect(one.unwrap(3, wrapped, 'here')).toEqual(key.bytes);
    expect(() => other.unwrap(3, wrapped, 'here')).toThrow();
    expect(() => one.unwrap(2, wrapped, 'here')).toThrow();
    expect(() => one.unwrap(3, wrapped, 'there')).toThrow();
  });
});

describe('Secrets', () => {
  it('derives unrelated keys for each purpose', () => {
    const secrets = new Secrets([{ id: 0, bytes: Buffer.alloc(32, 1), settled: true }]);
    expect(secrets.keyFor('session')).not.toEqual(secrets.keyFor('complainant'));
    expect(secrets.keyFor('session')).toHaveLength(32);
  });
});
