import 'reflect-metadata';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail } from '@tocsin/shared/complaints';
import { bootstrap, type Running } from '../src/bootstrap.js';
import { loadConfig } from '../src/platform/config/config.js';
import { processesIn } from '../src/platform/database/embedded/process-table.js';
import { actors, type As } from './as.js';

const ADMIN = { email: 'admin@tocsin.test', password: 'correct horse battery' };
const TEXT = '冰箱漏水三天没人来修,打电话也没人接';
let folder: string;
let running: Running | null = null;
let id = '';
let key = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-lost-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await running?.stop();
  for (const pid of processesIn(join(folder, 'data', 'postgres'))) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<As> {
  await running?.stop();
  running = null;
  const config = loadConfig({
    ...{ PORT: '0', LOG_LEVEL: 'silent', TOCSIN_DATA: join(folder, 'data'), TOCSIN_ROLES: 'api,worker', DATABASE_POOL: '5' },
    ...{ TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password },
    ...env,
  });
  running = await bootstrap(config);
  return actors(`http://127.0.0.1:${running.port}`, ADMIN);
}
const lossOf = (): Running['lost'] | undefined => running?.lost;
const secretFile = (): string => join(folder, 'data', 'secret');

describe('a server whose secret is lost', () => {
  it('reads and writes personal data while it has it', async () => {
    const as = await start();
    expect(lossOf()).toBeNull();
    const machine = await as.key('complaint:create');
    const made = await machine
      .post('/complaints', { text: TEXT, channel: 'phone', complainant: { name: '韩梅梅', phone: '13800138000' } })
      .expect<ComplaintAccepted>(201);
    id = made.id;
    key = await readFile(secretFile(), 'utf8');
    const shown = await (await as.admin()).get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    expect(JSON.stringify(shown)).toContain('138');
    await as.nobody.get('!/readyz').expect(200);
  });

  it.each([
    ['missing', {}],
    ['damaged', {}],
    ['another one', { TOCSIN_SECRET: 'not the secret that this data was sealed with' }],
  ])('opens read-only without personal data when it is %s', async (kind, env: Record<string, string>) => {
    await running?.stop();
    running = null;
    if (kind === 'missing') await rename(secretFile(), `${secretFile()}.away`);
    if (kind === 'damaged') await writeFile(secretFile(), 'short');
    const as = await start(env);
    const lost = lossOf();
    expect(lost).toBe(kind === 'another one' ? 'wrong' : 'missing');
    expect(await as.nobody.get('!/readyz').expect(200)).toMatchObject({ ready: true, secret: lost });
    expect(await as.nobody.get('/status').expect(200)).toEqual({ readOnly: `secret-${lost}` });
    const plain = await fetch(`${as.nobody.origin}/c/new`, { method: 'POST', body: new URLSearchParams({ text: TEXT }) });
    expect([plain.status, plain.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(await plain.text()).toContain('没有提交');
    if (kind === 'missing') expect(existsSync(secretFile())).toBe(false);
    const admin = await as.signIn(ADMIN.email, ADMIN.password);
    const shown = await admin.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    expect(shown.text).toBe(TEXT);
    expect(JSON.stringify(shown)).not.toMatch(/138|韩/);
    await admin.post('/complaints', { text: TEXT, channel: 'phone' }).problem(503, 'server/secret-lost');
    await as.nobody.post('/public/complaints', { text: TEXT, contact: '13800138000', consent: true }).problem(503, 'server/secret-lost');
    await admin.post('/users', {}).problem(503, 'server/secret-lost');
  });

  it('has everything back with the right secret, and nothing was written meanwhile', async () => {
    await running?.stop();
    running = null;
    await writeFile(secretFile(), key);
    const as = await start();
    expect(lossOf()).toBeNull();
    expect(await as.nobody.get('!/readyz').expect(200)).toMatchObject({ secret: 'ok' });
    expect(await as.nobody.get('/status').expect(200)).toEqual({ readOnly: null });
    const shown = await (await as.admin()).get(`/complaints/${id}`).expect<ComplaintDetail>(200);
    expect(JSON.stringify(shown)).toContain('138');
  });
});
