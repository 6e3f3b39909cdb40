import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJob, ImportPreview } from '@tocsin/shared/complaints';
import { newId } from '@tocsin/shared/kernel';
import ExcelJS from 'exceljs';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { Staff } from '../../../../test/as.js';
import { LIST_OLDER } from '../../../migrations/20261128T1230-import-complaints.js';
import { ImportRunner } from './import.runner.js';

let app: TestApp;
let agent: Staff;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  agent = await app.as.agent();
});
afterAll(() => app.close());

const file = (bytes: Uint8Array | string, name = '投诉.csv'): FormData => {
  const data = new FormData();
  data.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name);
  return data;
};
const mapping = (source: string, columns: object = {}): object => ({
  columns: { 单号: 'externalId', 内容: 'text', 手机: 'phone', 时间: 'occurredAt', ...columns },
  source,
  channel: 'phone',
});
const CSV = [
  '单号,内容,手机,时间',
  'A1,"三天没发货,客服不理",13800138000,2026-11-20 09:00',
  'A2,,13900139000,',
  'A1,重复的单号,,',
  'A3,=要求退款,,昨天',
  'A4,"多行\n内容",,',
  '',
].join('\r\n');
const done = async (id: string, who: Staff = agent): Promise<ImportJob> => {
  for (let i = 0; i < 200; i++) {
    const job = await who.get(`/imports/${id}`).expect<ImportJob>(200);
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the import did not end');
};

const listed = async (id: string): Promise<number> =>
  (await agent.get(`/complaints/count?importJob=${id}`).expect<{ total: number }>(200)).total;

describe('imports', () => {
  it('takes a CSV file by a corrected mapping and gives the bad rows back', async () => {
    const job = await agent.post('/imports', file(CSV)).expect<ImportJob>(201);
    expect(job).toMatchObject({ fileName: '投诉.csv', state: 'uploaded', rows: 5, columns: ['单号', '内容', '手机', '时间'] });
    expect(job.guess).toEqual({ 单号: 'externalId', 内容: 'text', 手机: 'phone', 时间: 'occurredAt' });
    expect(job.preview[0]).toMatchObject({ 单号: 'A1', 内容: '三天没发货,客服不理' });
    const preview = await agent.post(`/imports/${job.id}/preview`, mapping('旧系统')).expect<ImportPreview>(200);
    expect({ valid: preview.valid, invalid: preview.invalid }).toEqual({ valid: 4, invalid: 1 });
    expect({ adjusted: preview.adjusted, repeated: preview.repeated }).toEqual({ adjusted: 1, repeated: 1 });
    expect(preview.rows[0]?.complaint).toMatchObject({ externalId: 'A1', channel: 'phone', occurredAt: '2026-11-20T01:00:00.000Z' });
    await agent.post(`/imports/${job.id}/start`, mapping('旧系统')).expect(202);
    await agent.post(`/imports/${job.id}/start`, mapping('旧系统')).problem(409, 'resource/conflict');
    expect(await done(job.id)).toMatchObject({ state: 'done', accepted: 3, adjusted: 1, duplicates: 1, rejected: 1 });
    const errors = (await agent.get(`/imports/${job.id}/errors.csv`)).body as string;
    const lines = errors.trim().split('\r\n');
    expect(lines[0]).toContain('行,有误的列,原因,单号,内容,手机,时间');
    expect(lines[1]).toMatch(/^3,内容,内容：为空或太短,A2,,13900139000,/);
    expect(lines).toHaveLength(2);
    const adjusted = (await agent.get(`/imports/${job.id}/errors.csv?rows=adjusted`)).body as string;
    expect(adjusted.trim().split('\r\n').at(-1)).toMatch(/^5,时间,时间：看不懂这个值,A3,'=要求退款/);
    const again = (await agent.get(`/imports/${job.id}/errors.csv?rows=duplicate`)).body as string;
    expect(again.trim().split('\r\n').at(-1)).toMatch(/^4,,,A1,重复的单号/);
    const english = (await agent.get(`/imports/${job.id}/errors.csv?lang=en`)).body as string;
    expect(english).toContain('line,columns at fault,reason,单号');
    const stored = await asOwner<{ text: string }>(app.database, `SELECT text FROM complaint WHERE source = '旧系统' ORDER BY seq`);
    expect(stored.map((row) => row.text)).toEqual(['三天没发货,客服不理', '=要求退款', '多行\n内容']);
  });

  it('reads GB18030 and other delimiters', async () => {
    // 内容;手机 ⏎ 退款;13800138000 ⏎
    const bytes = Buffer.from('c4dac8dd3bcad6bbfa0acdcbbfee3b31333830303133383030300a', 'hex');
    const job = await agent.post('/imports', file(bytes)).expect<ImportJob>(201);
    expect(job.preview).toEqual([{ 内容: '退款', 手机: '13800138000' }]);
  });

  it('reads XLSX with dates, numbers and rich text', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('s');
    sheet.addRow(['单号', '内容', '手机', '时间']);
    sheet.addRow([1001, { richText: [{ text: '要求' }, { text: '退款' }] }, 13800138000, new Date(Date.UTC(2026, 10, 20, 9, 30))]);
    for (let i = 0; i < 1_200; i++) sheet.addRow([2000 + i, `第${i}条`, '', '']);
    const job = await agent.post('/imports', file(new Uint8Array(await book.xlsx.writeBuffer()), '表.xlsx')).expect<ImportJob>(201);
    expect(job).toMatchObject({ rows: 1_201 });
    expect(job.preview[0]).toEqual({ 单号: '1001', 内容: '要求退款', 手机: '13800138000', 时间: '2026-11-20 09:30:00' });
    await agent.post(`/imports/${job.id}/start`, mapping('xlsx')).expect(202);
    expect(await done(job.id)).toMatchObject({ state: 'done', accepted: 1_201, rejected: 0 });
  });

  it('takes each row once though two runs of the job race', async () => {
    const rows = Array.from({ length: 1_700 }, (_, i) => `第${i}条投诉`).join('\n');
    const job = await agent.post('/imports', file(`内容\n${rows}\n`)).expect<ImportJob>(201);
    const body = { columns: { 内容: 'text' }, source: 'race', channel: 'web' };
    const runner = app.get(ImportRunner);
    const signal = new AbortController().signal;
    await agent.post(`/imports/${job.id}/start`, body).expect(202);
    await Promise.all([1, 2, 3].map((n) => runner.run({ id: job.id }, { id: String(n), signal })));
    expect(await done(job.id)).toMatchObject({ accepted: 1_700 });
    const [row] = await asOwner<{ count: string }>(app.database, `SELECT count(*) FROM complaint WHERE source = 'race'`);
    expect(row?.count).toBe('1700');
    expect(await listed(job.id)).toBe(1_700);
  });

  it('goes on where it was when the server leaves in the middle', async () => {
    const rows = Array.from({ length: 1_100 }, (_, i) => `第${i}条投诉`).join('\n');
    const job = await agent.post('/imports', file(`内容\n${rows}\n`)).expect<ImportJob>(201);
    await asOwner(app.database, `UPDATE import_job SET state = 'running', mapping = $2, touched_at = now() WHERE id = $1`, [
      job.id,
      JSON.stringify({ columns: { 内容: 'text' }, source: 'leave', channel: 'web', timeZone: 'Asia/Shanghai' }),
    ]);
    await app.get(ImportRunner).run({ id: job.id }, { id: '1', signal: AbortSignal.abort() });
    expect(await done(job.id)).toMatchObject({ state: 'done', accepted: 1_100 });
    expect(await listed(job.id)).toBe(1_100);
  });

  it('leads to what it took in, also an import from before that was kept', async () => {
    const job = await agent.post('/imports', file('内容\n楼道灯不亮\n车库进水\n楼道灯不亮\n')).expect<ImportJob>(201);
    await agent.post(`/imports/${job.id}/start`, { columns: { 内容: 'text' }, source: 'lists', channel: 'web' }).expect(202);
    const { accepted } = await done(job.id);
    await agent.post('/complaints', { text: '与导入无关的一件', channel: 'phone' });
    expect(await listed(job.id)).toBe(accepted);
    expect(await listed(newId())).toBe(0);
    await agent.get('/complaints/count?importJob=1').problem(422, 'request/invalid');

    await asOwner(app.database, 'DELETE FROM import_complaint');
    expect(await listed(job.id)).toBe(0);
    await asOwner(app.database, LIST_OLDER);
    expect(await listed(job.id)).toBe(accepted);
  });

  it.each([
    [
      'a picture',
      Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    ],
    ['bytes of no encoding', Buffer.from([0x61, 0x0a, 0xff, 0xff, 0xff])],
    ['a header without rows', Buffer.from('内容,手机\n')],
    ['nothing', Buffer.alloc(0)],
    ['a damaged workbook', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(500, 1)])],
  ])('refuses %s', async (_, bytes) => {
    await agent.post('/imports', file(bytes)).problem(422, 'upload/unreadable');
  });

  it('is on record by the places of its columns, for a line of people may have been taken for their names', async () => {
    const job = await agent.post('/imports', file('王一,13800138000,不发货\n王二,13900139000,不退款\n')).expect<ImportJob>(201);
    const read = await agent.post(`/imports/${job.id}/reading`, { headerRow: 1 }).expect<ImportJob>(200);
    const body = { columns: { 王一: 'name', 13800138000: 'phone', 不发货: 'text' }, source: 'people', channel: 'web' };
    expect(read.columns).toEqual(Object.keys(body.columns).sort((a, b) => read.columns.indexOf(a) - read.columns.indexOf(b)));
    await agent.post(`/imports/${job.id}/start`, body).expect(202);
    await done(job.id);
    const [entry] = await asOwner<{ details: string }>(
      app.database,
      `SELECT detail::text AS details FROM audit_entry WHERE action = 'complaints.import-started' AND subject_id = $1`,
      [job.id],
    );
    expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({ mapping: { columns: { 1: 'name', 2: 'phone', 3: 'text' } } });
    expect(entry?.details).not.toMatch(/王一|13800138000/);
  });

  it('refuses a mapping that does not fit and keeps the table to its owner', async () => {
    const job = await agent.post('/imports', file(CSV)).expect<ImportJob>(201);
    const wrong = { columns: { 单号: 'text', 内容: 'text', 没有: 'phone' }, source: 's', channel: 'web', timeZone: 'Mars/Olympus' };
    const problem = await agent.post(`/imports/${job.id}/preview`, wrong).problem(422, 'request/invalid');
    expect(problem.issues?.map((issue) => issue.code).sort()).toEqual(['repeated_target', 'unknown_column', 'unknown_time_zone']);
    await (await app.as.admin()).get(`/imports/${job.id}`).problem(404, 'resource/not-found');
    await (await app.as.pr()).post('/imports', file(CSV)).problem(403, 'auth/forbidden');
    await agent.get(`/imports/${newId()}`).problem(404, 'resource/not-found');
  });
});

describe('files of other programs', () => {
  it.each(['utf-16le', 'utf-16be'])('are read in %s when they carry its mark', async (encoding) => {
    const little = Buffer.from(`\ufeff${CSV}`, 'utf16le');
    const bytes = encoding === 'utf-16le' ? little : Buffer.from(little).swap16();
    const job = await agent.post('/imports', file(bytes)).expect<ImportJob>(201);
    expect(job.columns).toEqual(['单号', '内容', '手机', '时间']);
    expect(job.rows).toBe(5);
  });

  it('with a quote that is never closed are refused by the line it opens in', async () => {
    const problem = await agent
      .post('/imports', file('单号,内容\r\nA1,好\r\nA2,"没有引号结尾\r\nA3,还有\r\n'))
      .problem(422, 'upload/unreadable');
    expect(problem['params']).toMatchObject({ reason: 'a quote is not closed', line: 3 });
  });
});
