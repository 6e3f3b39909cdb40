import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJob } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
});
afterAll(() => app.close());

async function imported(who: HttpClient, csv: string, mapping: object = {}): Promise<ImportJob> {
  const data = new FormData();
  data.append('file', new Blob([csv]), '投诉.csv');
  const { id, guess } = await who.post('/imports', data).expect<ImportJob>(201);
  await who.post(`/imports/${id}/start`, { columns: guess, source: 'record', channel: 'web', ...mapping }).expect(202);
  const job = (): Promise<ImportJob> => who.get(`/imports/${id}`).expect<ImportJob>(200);
  await until(async () => (await job()).state !== 'running');
  return job();
}

const entries = (id: string): Promise<{ action: string; actor_kind: string; detail: Record<string, unknown> }[]> =>
  asOwner(app.database, `SELECT action, actor_kind, detail FROM audit_entry WHERE subject_id = $1 ORDER BY seq`, [id]);

describe('the record of an import', () => {
  it('names the file by its digest, and how it ended', async () => {
    const csv = '工单编号,内容\nR1,充电宝漏液\nR1,充电宝漏液\nR2,\n';
    const job = await imported(await app.as.agent(), csv);
    const sha256 = createHash('sha256').update(csv).digest('hex');
    const counts = { accepted: 1, duplicates: 1, rejected: 1, adjusted: 0 };
    expect(job).toMatchObject({ state: 'done', ...counts });
    expect(await entries(job.id)).toMatchObject([
      { action: 'complaints.import-started', actor_kind: 'user', detail: { fileName: '投诉.csv', sha256, rows: 3 } },
      { action: 'complaints.import-ended', actor_kind: 'system', detail: { fileName: '投诉.csv', state: 'done', rows: 3, ...counts } },
    ]);
  });

  it('names the key that made it as the maker of its complaints, and a person as one', async () => {
    const machine = await app.as.key('complaint:import');
    const agent = await app.as.agent();
    await imported(machine, '内容\n快递丢件\n', { source: 'by-key' });
    await imported(agent, '内容\n快递丢件\n', { source: 'by-person' });
    const rows = await asOwner<{ source: string; created_by: string }>(
      app.database,
      `SELECT source, created_by FROM complaint WHERE source IN ('by-key', 'by-person') ORDER BY source`,
    );
    const [key] = await asOwner<{ id: string }>(app.database, `SELECT id FROM api_key ORDER BY created_at DESC LIMIT 1`);
    expect(rows).toEqual([
      { source: 'by-key', created_by: `key:${key?.id ?? ''}` },
      { source: 'by-person', created_by: `user:${agent.id}` },
    ]);
  });
});

describe('the receipt number of a complaint of another brand', () => {
  it('is taken, and says no more than that of a complaint of ours', async () => {
    const everything = await app.as.agent();
    for (const brand of ['甲', '乙'])
      await everything.post('/complaints', { text: `${brand}门店拒绝退货`, channel: 'counter', brand }).expect(201);
    const admin = await app.as.admin();
    const answer = await admin.get('/complaints/export?format=csv&channel=counter');
    expect(answer.status).toBe(200);
    const limited = await app.as.someone(['agent'], ['甲']);
    // As somebody would who tries numbers: every row in a brand of their own.
    const tried = String(answer.body).replaceAll(',乙,', ',甲,');
    const job = await imported(limited, tried, { channel: 'other' });
    expect(job).toMatchObject({ state: 'done', accepted: 0, duplicates: 1, rejected: 1 });
    const errors = String((await limited.get(`/imports/${job.id}/errors.csv?lang=zh-CN`)).body);
    expect(errors).toContain('受理编号：这个编号已被占用');
    expect(await imported(everything, tried, { channel: 'other' })).toMatchObject({ accepted: 0, duplicates: 2, rejected: 0 });
  });
});
