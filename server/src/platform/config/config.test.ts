import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.js';
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

describe('Secrets', () => {
  it('makes one secret a data folder, readable by its user only, and keeps it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-secret-'));
    const opened = await Promise.all([1, 2, 3, 4].map(() => Secrets.open({ secret: null, dataDir })));
    expect(new Set(opened.map((secrets) => secrets.keyFor('session').toString('hex'))).size).toBe(1);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'secret'), 'utf8')).trim().length).toBeGreaterThan(40);
  });

  it('refuses a damaged secret instead of making another that reads nothing', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-secret-'));
    await writeFile(join(dataDir, 'secret'), '');
    await expect(Secrets.open({ secret: null, dataDir })).rejects.toThrow('is damaged');
  });

  it('derives unrelated keys for each purpose', async () => {
    const secrets = await Secrets.open({ secret: 'x'.repeat(32), dataDir: '/nowhere' });
    expect(secrets.keyFor('session')).not.toEqual(secrets.keyFor('complainant'));
    expect(secrets.keyFor('session')).toHaveLength(32);
  });
});
