import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tocsin/shared/audit';
import type { ComplaintHistory, PublicReceipt, UploadedAttachment } from '@tocsin/shared/complaints';
import type { Page } from '@tocsin/shared/kernel';
import { Client, type PoolConfig } from 'pg';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const NUMBER = '13812342211';
const MASKED = '138****2211.png';
const upload = (): FormData => {
  const data = new FormData();
  data.append('file', new Blob([PNG]), `${NUMBER}.png`);
  return data;
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api' } });
});
afterAll(() => app.close());

const hold = () => app.as.nobody.post('/public/attachments', upload()).expect<UploadedAttachment>(201);

/** A complaint that came with two files: its id and theirs. */
async function givenComplaint(): Promise<{ id: string; files: string[] }> {
  const files = [(await hold()).id, (await hold()).id].sort();
  const form = { text: '门店拒绝退还押金,已经等了两周', contact: '13800138000', consent: true, attachments: files };
  const { receiptNo } = await app.as.nobody.post('/public/complaints', form).expect<PublicReceipt>(201);
  const [row] = await asOwner<{ id: string }>(app.database, 'SELECT id FROM complaint WHERE receipt_no = $1', [receiptNo]);
  return { id: row?.id ?? '', files };
}

async function recorded(complaint: string): Promise<AuditEntry[]> {
  const { items } = await (await app.as.auditor()).get('/audit?limit=200&area=complaint').expect<Page<AuditEntry>>(200);
  return items.filter(({ subject }) => subject?.id === complaint);
}

it('what comes with a complaint, is added to it and is taken out of it is on record, never with a number to call', async () => {
  const { id, files } = await givenComplaint();
  const agent = await app.as.agent();
  await agent.post(`/complaints/${id}/attachments`, upload()).expect(201);
  const download = await fetch(agent.url(`/complaints/${id}/attachments/${files[0]}/content`), { headers: agent.credentials });
  expect(Buffer.from(await download.arrayBuffer())).toEqual(PNG);
  const entries = await recorded(id);
  const file = { name: MASKED, mediaType: 'image/png', size: PNG.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
  expect(entries.map(({ action, actor, detail }) => [action, actor.kind, detail])).toEqual([
    ['complaint.attachments-claimed', 'public', { files: 2, attachments: files.map((one) => ({ ...file, id: one })) }],
    ['complaint.attachment-added', 'user', { ...file, id: expect.any(String) }],
    ['complaint.attachment-read', 'user', { ...file, name: undefined, id: files[0], fileName: MASKED }],
  ]);
  expect(JSON.stringify(entries)).not.toContain(NUMBER);
  const { items } = await agent.get(`/complaints/${id}/history`).expect<ComplaintHistory>(200);
  expect(items.find(({ kind }) => kind === 'file')).toMatchObject({ name: MASKED });
});

it('a download that is refused leaves no entry', async () => {
  const { id } = await givenComplaint();
  const agent = await app.as.agent();
  await agent.get(`/complaints/${id}/attachments/0198c0de-0000-7000-8000-000000000000/content`).problem(404, 'resource/not-found');
  expect((await recorded(id)).map(({ action }) => action)).toEqual(['complaint.attachments-claimed']);
});

async function attempt(connection: PoolConfig, sql: string, params: unknown[]): Promise<number | string> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query(sql, params)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.end();
  }
}

it.each(['app', 'owner'] as const)('what a complaint has claimed is changed and deleted by nobody (%s)', async (role) => {
  const REFUSED = '42501';
  const { files } = await givenComplaint();
  const { id: waiting } = await hold();
  const run = (sql: string, id: string | undefined) => attempt(app.database[role], sql, [id]);
  const before = await asOwner(app.database, 'SELECT * FROM attachment ORDER BY id');
  for (const change of [
    ...[`name = 'x'`, `media_type = 'x'`, `size = 1`, `sha256 = ''`, `added_at = now()`, `added_by = 'x'`],
    ...[`complaint_id = NULL`, `complaint_id = gen_random_uuid()`, `held_from = ''`],
  ])
    expect([change, await run(`UPDATE attachment SET ${change} WHERE id = $1`, files[0])]).toEqual([change, REFUSED]);
  expect(await run('DELETE FROM attachment WHERE id = $1', files[0])).toBe(REFUSED);
  expect(await attempt(app.database[role], 'TRUNCATE attachment', [])).toBe(REFUSED);
  // One that waits may be dropped with its day, not made into another file.
  expect(await run(`UPDATE attachment SET sha256 = '' WHERE id = $1`, waiting)).toBe(REFUSED);
  expect(await asOwner(app.database, 'SELECT * FROM attachment ORDER BY id')).toEqual(before);
  expect(await run('DELETE FROM attachment WHERE id = $1', waiting)).toBe(1);
});
