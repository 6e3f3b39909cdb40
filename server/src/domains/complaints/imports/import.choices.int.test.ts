import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJob, ImportList, ImportPreview } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { Staff } from '../../../../test/as.js';
import { textRows, workbookOf } from '../../../../test/workbook.js';
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
const done = async (id: string, who: Staff = agent): Promise<ImportJob> => {
  for (let i = 0; i < 200; i++) {
    const job = await who.get(`/imports/${id}`).expect<ImportJob>(200);
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the import did not end');
};

const fault = async (bytes: Uint8Array | string, query = ''): Promise<unknown> =>
  (await agent.post(`/imports${query}`, file(bytes)).problem(422, 'upload/unreadable'))['params'];

describe('how a file is read', () => {
  it('can be chosen: sheet, header and what follows from them', async () => {
    const book = workbookOf({
      sheets: [
        { name: '说明', rows: textRows([['填表说明'], ['请勿改动']]) },
        { name: '十一月', rows: textRows([['台账'], ['编号', '投诉内容'], ['1', '漏水'], ['2', '停电']]) },
        {
          name: '十月',
          rows: textRows([
            ['编号', '投诉内容'],
            ['9', '断网'],
          ]),
          state: 'hidden',
        },
      ],
    });
    const job = await agent.post('/imports', file(book, '台账.xlsx')).expect<ImportJob>(201);
    expect(job.reading).toMatchObject({
      kind: 'xlsx',
      sheet: 1,
      headerRow: 2,
      sheets: [{ name: '说明' }, { name: '十一月', hidden: false }, { name: '十月', hidden: true }],
    });
    expect(job.preview).toEqual([
      { 编号: '1', 投诉内容: '漏水' },
      { 编号: '2', 投诉内容: '停电' },
    ]);
    const other = await agent.post(`/imports/${job.id}/reading`, { sheet: 2 }).expect<ImportJob>(200);
    expect(other).toMatchObject({ rows: 1, preview: [{ 编号: '9', 投诉内容: '断网' }] });
    const bare = await agent.post(`/imports/${job.id}/reading`, { sheet: 2, headerRow: 0 }).expect<ImportJob>(200);
    expect(bare).toMatchObject({ rows: 2, columns: ['#1', '#2'] });
    const missing = await agent.post(`/imports/${job.id}/reading`, { sheet: 9 }).problem(422, 'upload/unreadable');
    expect(missing['params']).toMatchObject({ fault: 'no_such_sheet' });
    expect((await agent.get(`/imports/${job.id}`).expect<ImportJob>(200)).columns).toEqual(['#1', '#2']);
  });

  it('can be chosen: encoding and separator, at the upload or later', async () => {
    // 內容;電話 ⏎ 漏水;1 ⏎ in Big5
    const bytes = Buffer.from('a4ba ae65 3b b971 b8dc 0a bb7c a4f4 3b 31 0a'.replaceAll(' ', ''), 'hex');
    const job = await agent.post('/imports', file(bytes)).expect<ImportJob>(201);
    expect(job.reading).toMatchObject({ encoding: 'big5', separator: ';' });
    expect(job.reading?.encodings.map(({ encoding }) => encoding)).toContain('gb18030');
    const other = await agent.post(`/imports/${job.id}/reading`, { encoding: 'gb18030', separator: ',' }).expect<ImportJob>(200);
    expect(other.columns).toHaveLength(1);
    const told = await agent.post('/imports?encoding=big5&separator=%3B&headerRow=0', file(bytes)).expect<ImportJob>(201);
    expect(told).toMatchObject({ columns: ['#1', '#2'], rows: 2 });
    await agent.post('/imports?encoding=klingon', file(bytes)).problem(422, 'request/invalid');
  });

  it('decides what an open date says', async () => {
    const job = await agent.post('/imports', file('内容,时间\n漏水,03/11/2026\n停电,04/11/2026\n')).expect<ImportJob>(201);
    expect(job.reading).toMatchObject({
      dateOrders: { 时间: 'dmy' },
      warnings: [{ code: 'ambiguous_dates', column: '时间', count: 2, line: 2 }],
    });
    const body = { columns: { 内容: 'text', 时间: 'occurredAt' }, source: 's', channel: 'web' };
    const guessed = await agent.post(`/imports/${job.id}/preview`, body).expect<ImportPreview>(200);
    expect(guessed.rows[0]?.complaint).toMatchObject({ occurredAt: '2026-11-02T16:00:00.000Z' });
    const chosen = await agent.post(`/imports/${job.id}/preview`, { ...body, dateOrder: 'mdy' }).expect<ImportPreview>(200);
    expect(chosen.rows[0]?.complaint).toMatchObject({ occurredAt: '2026-03-10T16:00:00.000Z' });
  });

  it('takes no rounded number for the number of a complaint', async () => {
    const csv = '工单编号,内容\n2.02611E+17,充电宝鼓包\n2.02611E+17,快递丢件\n2.02611E+17,门票难退\n';
    const job = await agent.post('/imports', file(csv)).expect<ImportJob>(201);
    expect(job.reading?.warnings).toEqual([{ code: 'exponent_ids', column: '工单编号', count: 3, line: 2, sample: '2.02611E+17' }]);
    const body = { columns: { 工单编号: 'externalId', 内容: 'text' }, source: 'exponents', channel: 'web' };
    await agent.post(`/imports/${job.id}/start`, body).expect(202);
    expect(await done(job.id)).toMatchObject({ accepted: 3, adjusted: 3, duplicates: 0, rejected: 0 });
  });

  it('is refused with the place of the fault', async () => {
    expect(await fault('编号,内容\n1,充电\u0000宝\n')).toMatchObject({ fault: 'nul', line: 2, column: 5 });
    expect(await fault(Buffer.concat([Buffer.from('编号,内容\n1,快递丢件'), Buffer.of(0xff), Buffer.from('\n')]))).toMatchObject({
      fault: 'bad_byte',
      line: 2,
      column: 7,
    });
    expect(await fault(`${Array.from({ length: 201 }, (_, i) => `c${i}`).join(',')}\n1\n`)).toMatchObject({
      fault: 'too_many_columns',
      line: 1,
    });
    expect(await fault('内容\n漏水\n', '?headerRow=9')).toMatchObject({ fault: 'no_such_row', line: 9 });
  });
});

describe('the imports of a person', () => {
  it('are listed with their results, to nobody else', async () => {
    const someone = await app.as.someone(['agent']);
    const job = await someone.post('/imports', file('内容\n漏水\n', '甲.csv')).expect<ImportJob>(201);
    await someone.post(`/imports/${job.id}/start`, { columns: { 内容: 'text' }, source: 'list', channel: 'web' }).expect(202);
    await done(job.id, someone);
    const { items } = await someone.get('/imports').expect<ImportList>(200);
    expect(items).toEqual([expect.objectContaining({ id: job.id, fileName: '甲.csv', accepted: 1, rows: 1, failure: null })]);
    expect(items[0]?.finishedAt).not.toBeNull();
    expect((await agent.get('/imports').expect<ImportList>(200)).items.map(({ id }) => id)).not.toContain(job.id);
    const [row] = await asOwner<{ gone: boolean }>(app.database, `SELECT file_sha256 IS NULL AS gone FROM import_job WHERE id = $1`, [
      job.id,
    ]);
    expect(row?.gone).toBe(true);
  });

  it('can be cancelled before and during their run, and not after', async () => {
    const job = await agent.post('/imports', file('内容\n漏水\n')).expect<ImportJob>(201);
    expect(await agent.post(`/imports/${job.id}/cancel`).expect<ImportJob>(200)).toMatchObject({ state: 'cancelled', accepted: 0 });
    await agent.post(`/imports/${job.id}/cancel`).problem(409, 'resource/conflict');
    await agent
      .post(`/imports/${job.id}/start`, { columns: { 内容: 'text' }, source: 'c', channel: 'web' })
      .problem(409, 'resource/conflict');
    await agent.post(`/imports/${job.id}/reading`, {}).problem(409, 'resource/conflict');
  });

  it('go on when whatever ran them is gone, and double nothing', async () => {
    const rows = Array.from({ length: 700 }, (_, i) => `第${i}条投诉`).join('\n');
    const job = await agent.post('/imports', file(`内容\n${rows}\n`)).expect<ImportJob>(201);
    const mapping = { columns: { 内容: 'text' }, source: 'gone', channel: 'web', timeZone: 'Asia/Shanghai' };
    await asOwner(
      app.database,
      `UPDATE import_job SET state = 'running', mapping = $2, touched_at = now() - interval '1 hour' WHERE id = $1`,
      [job.id, JSON.stringify(mapping)],
    );
    await app.get(ImportRunner).resume();
    expect(await done(job.id)).toMatchObject({ state: 'done', accepted: 700 });
  });
});

describe('our own tables', () => {
  it.each([
    ['csv', null],
    ['xlsx', null],
    ['csv', 'zh'],
    ['xlsx', 'en'],
  ] as const)('come back as they were, as %s in the language %s', async (format, lang) => {
    const complaint = {
      ...{
        text: '=冒烟,\n要求退款',
        channel: 'app',
        source: `own-${format}-${lang ?? 'codes'}`,
        externalId: '0012',
        subject: "'-1+2",
        product: '充电宝',
        brand: '甲',
      },
      ...{ orderRef: '+8613800138000', demands: ['refund', 'apology'], amount: { minor: 123_405, currency: 'HKD' }, lang: 'zh' },
      ...{ occurredAt: '2026-11-20T01:02:03.000Z', place: { adcode: '110101' }, reach: { url: 'https://example.com/a' } },
      complainant: { name: '王一', phone: '13800138000', email: 'a@example.com', ref: 'C-7' },
    };
    await agent.post('/complaints', complaint).expect(201);
    const admin = await app.as.admin();
    const exported = await fetch(`${app.origin}/api/v1/complaints/export`, {
      method: 'POST',
      headers: { ...admin.credentials, 'content-type': 'application/json' },
      body: JSON.stringify({ format, reason: '核对导入', channel: ['app'], ...(lang === null ? {} : { lang, timeZone: 'Europe/Berlin' }) }),
    });
    const bytes = Buffer.from(await exported.arrayBuffer());
    const job = await agent.post('/imports', file(bytes, `complaints.${format}`)).expect<ImportJob>(201);
    expect(Object.values(job.guess)).toHaveLength(19);
    expect(job.reading?.timeZone ?? null).toBe(lang === null ? null : 'Europe/Berlin');
    const twice = { columns: job.guess, source: 'again', channel: 'other', ...(lang === null ? {} : { timeZone: 'Europe/Berlin' }) };
    const preview = await agent.post(`/imports/${job.id}/preview`, twice).expect<ImportPreview>(200);
    expect(preview.rows.find(({ complaint: c }) => (c as { source?: string }).source === complaint.source)).toMatchObject({
      complaint,
      issues: [],
    });
  });

  it('double no complaint that is here already, also one without a number of its source', async () => {
    await agent.post('/complaints', { text: '门店拒绝退货', channel: 'counter', source: 'no-number' }).expect(201);
    const admin = await app.as.admin();
    const exported = await fetch(`${app.origin}/api/v1/complaints/export`, {
      method: 'POST',
      headers: { ...admin.credentials, 'content-type': 'application/json' },
      body: JSON.stringify({ format: 'csv', reason: '核对导入', channel: ['counter'] }),
    });
    const ours = Buffer.from(await exported.arrayBuffer()).toString('utf8');
    const strange = ours.replace(/C-\d{6}-\w{6}/, 'C-200101-ABCDEF');
    for (const [bytes, fate] of [
      [ours, { accepted: 0, duplicates: 1 }],
      [strange, { accepted: 1, duplicates: 0 }],
    ] as const) {
      const job = await agent.post('/imports', file(bytes)).expect<ImportJob>(201);
      await agent.post(`/imports/${job.id}/start`, { columns: job.guess, source: 'again', channel: 'other' }).expect(202);
      expect(await done(job.id)).toMatchObject({ state: 'done', rejected: 0, ...fate });
    }
  });

  it('that hold the rows at fault can be mended and sent again', async () => {
    const job = await agent.post('/imports', file('编号,内容,备注\nE1,,=1+1\n')).expect<ImportJob>(201);
    const body = { columns: { 编号: 'externalId', 内容: 'text' }, source: 'mended', channel: 'web' };
    await agent.post(`/imports/${job.id}/start`, body).expect(202);
    await done(job.id);
    const errors = (await agent.get(`/imports/${job.id}/errors.csv?lang=en`)).body as string;
    const again = await agent.post('/imports', file(errors.replace('E1,,', 'E1,漏水,'))).expect<ImportJob>(201);
    expect(again.guess).toEqual({ 编号: 'externalId', 内容: 'text' });
    expect(again.preview[0]).toMatchObject({ 编号: 'E1', 内容: '漏水', 备注: '=1+1' });
  });
});
