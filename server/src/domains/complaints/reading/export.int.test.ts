import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { EXPORT_COLUMNS, exportColumnOf, type ComplaintAccepted, type ComplaintRow, type ExportRecord } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { newId, type Page, type UserId } from '@tocsin/shared/kernel';
import { parse } from 'csv-parse/sync';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { ExportService } from './export.service.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
});
afterAll(() => app.close());

describe('GET /complaints/export', () => {
  it('streams exactly the agreed facts, one complaint a line', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read');
    await machine.post('/complaints', { text: 'x', channel: 'app', source: 'crm', externalId: 'E-1' }).expect(201);
    const { body, headers } = await machine.get('/complaints/export?format=ndjson');
    expect(headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { total } = await machine.get('/complaints/count').expect<{ total: number }>(200);
    expect(lines).toHaveLength(total);
    for (const line of lines)
      expect(Object.keys(line)).toEqual([
        'id',
        'externalId',
        'source',
        'receivedAt',
        'groupId',
        'incidentId',
        'validity',
        'priority',
        'emotion',
        'status',
      ]);
    expect(lines.at(-1)).toMatchObject({
      externalId: 'E-1',
      source: 'crm',
      groupId: null,
      incidentId: null,
      validity: 'undecided',
      status: 'received',
    });
    await machine.get('/complaints/export?format=csv').problem(403, 'auth/forbidden');
  });

  it('writes tables that open in a spreadsheet, masked and without a formula', async () => {
    const machine = await app.as.key('complaint:create', 'complaint:read', 'complaint:export');
    await machine
      .post('/complaints', { text: '=HYPERLINK("http://x")', channel: 'app', complainant: { phone: '13511112222' } })
      .expect(201);
    const csv = (await machine.get('/complaints/export?format=csv&channel=app')).body as string;
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain('135****2222');
    expect(csv).not.toContain('13511112222');
    const raw = await fetch(machine.url('/complaints/export?format=csv'), { headers: machine.credentials });
    expect([...new Uint8Array(await raw.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const xlsx = await fetch(machine.url('/complaints/export?format=xlsx'), { headers: machine.credentials });
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await xlsx.arrayBuffer());
    const sheet = book.worksheets[0];
    const { total } = await machine.get('/complaints/count').expect<{ total: number }>(200);
    expect(sheet?.rowCount).toBe(total + 1);
    expect(sheet?.getRow(1).values).toEqual([undefined, ...EXPORT_COLUMNS]);
    const cells = sheet?.getColumn(EXPORT_COLUMNS.indexOf('text') + 1).values as unknown[];
    expect(cells).toContain('=HYPERLINK("http://x")');
    const page = await machine.get('/complaints?channel=app').expect<Page<ComplaintRow>>(200);
    expect(page.items.length).toBeGreaterThan(0);
  });

  const body = JSON.stringify({
    text: `=订单\u4e09天没有发货，请回电 13822223333，${'很'.repeat(400)}`,
    channel: 'regulator',
    source: 'crm',
    externalId: 'L-1',
    occurredAt: '2026-01-02T03:04:05Z',
    subject: '发货',
    brand: '甲',
    orderRef: 'A-1',
    place: '浙江省杭州市',
    complainant: { name: '王小明', phone: '138 1234 2211' },
    demands: ['refund', 'apology'],
    amount: { minor: 12_900, currency: 'CNY' },
  });
  const records = (text: string): ExportRecord[] =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportRecord);

  it('writes the full record for those who have to prove it, masked, with the same columns in each format', async () => {
    const machine = await app.as.key('complaint:create');
    const { id, receiptNo } = await machine
      .post('/complaints', body, { headers: { 'content-type': 'application/json' } })
      .expect<ComplaintAccepted>(201);
    const legal = await app.as.legal();
    const [record] = records((await legal.get('/complaints/export?format=ndjson&record=full&channel=regulator')).body as string);
    expect(Object.keys(record ?? {})).toEqual(EXPORT_COLUMNS);
    const { text } = JSON.parse(body) as { text: string };
    expect(record).toMatchObject({
      ...{
        id,
        receiptNo,
        source: 'crm',
        externalId: 'L-1',
        occurredAt: '2026-01-02T03:04:05.000Z',
        brand: '甲',
        placeGiven: '浙江省杭州市',
      },
      ...{ amountMinor: 12_900, amountCurrency: 'CNY', demands: ['refund', 'apology'], incidentNo: null, attachments: [] },
      rawSha256: createHash('sha256').update(body).digest('hex'),
      complainantName: '王**',
      complainantPhone: '138****2211',
    });
    expect(record?.text).toHaveLength(text.length);
    expect(record?.text).not.toContain('13822223333');
    const csv = (await legal.get('/complaints/export?format=csv&channel=regulator')).body as string;
    const [row] = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
    expect(Object.keys(row ?? {})).toEqual(EXPORT_COLUMNS);
    expect(row).toMatchObject({ text: `'${record?.text ?? ''}`, demands: 'refund apology', rawSha256: record?.rawSha256 });
    await machine.get('/complaints/export?record=full').problem(403, 'auth/forbidden');
  });

  it('shows what is personal for a reason, and records who took it out and why', async () => {
    const legal = await app.as.legal();
    const form = { format: 'ndjson', channel: ['regulator'], reason: '监管部门调取' };
    const [record] = records((await legal.post('/complaints/export', form)).body as string);
    expect(record).toMatchObject({
      text: (JSON.parse(body) as { text: string }).text,
      complainantName: '王小明',
      complainantPhone: '138 1234 2211',
    });
    const sent = new URLSearchParams({ format: 'csv', channel: 'regulator', reason: '监管部门调取' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await legal.post('/complaints/export', sent.toString(), { headers })).body).toContain('王小明');
    const entries = await asOwner<{ detail: object }>(
      app.database,
      `SELECT detail FROM audit_entry WHERE action = 'complaint.exported' AND detail ->> 'personal' = 'revealed'`,
    );
    expect(entries.map(({ detail }) => detail)).toMatchObject([form, { format: 'csv', reason: form.reason }]);
    for (const reason of [undefined, '', '。。。'])
      await legal.post('/complaints/export', { ...form, reason }).problem(422, 'request/invalid');
    await (await app.as.auditor()).post('/complaints/export', form).problem(403, 'auth/forbidden');
  });

  it('holds nothing of another brand', async () => {
    const limited = await app.as.someone(['legal'], ['乙']);
    expect((await limited.get('/complaints/export?record=full')).body).toBeNull();
    expect((await limited.post('/complaints/export', { format: 'ndjson', reason: '核对' })).body).toBeNull();
  });

  it('writes tables in the language and on the clock of their reader, which lead back to their columns', async () => {
    const legal = await app.as.legal();
    const table = async (query: string, headers = {}): Promise<Record<string, string>> => {
      const csv = (await legal.get(`/complaints/export?format=csv&channel=regulator${query}`, { headers })).body as string;
      return (parse(csv, { columns: true, bom: true }) as Record<string, string>[])[0] ?? {};
    };
    const zh = await table('&lang=zh');
    expect(zh).toMatchObject({
      渠道: '监管转办',
      '发生时间（Asia/Shanghai）': '2026-01-02 11:04:05',
      状态: '已受理',
      有效性: '待判定',
      诉求: '退款、道歉',
      涉及金额: '129.00',
      币种: 'CNY',
    });
    expect(Object.keys(zh).map((header) => exportColumnOf(header)?.column)).toEqual(EXPORT_COLUMNS);
    const en = await table('&lang=en&timeZone=America/New_York');
    expect(en).toMatchObject({ Channel: 'Regulator', 'Occurred (America/New_York)': '2026-01-01 22:04:05', Demands: 'Refund, Apology' });
    expect(Object.keys(en).map((header) => exportColumnOf(header)?.column)).toEqual(EXPORT_COLUMNS);
    expect(Object.keys(await table('', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }))[0]).toBe('受理编号');
    const xlsx = await fetch(legal.url('/complaints/export?format=xlsx&lang=zh'), { headers: legal.credentials });
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await xlsx.arrayBuffer());
    expect([book.worksheets[0]?.name, book.worksheets[0]?.getCell('A1').value]).toEqual(['投诉', '受理编号']);
    const [line] = records((await legal.get('/complaints/export?record=full&channel=regulator&lang=zh')).body as string);
    expect(line).toMatchObject({ channel: 'regulator', occurredAt: '2026-01-02T03:04:05.000Z', amountMinor: 12_900 });
    for (const wrong of ['lang=fr', 'timeZone=Mars/Base'])
      await legal.get(`/complaints/export?format=csv&${wrong}`).problem(422, 'request/invalid');
  });

  it('holds as many complaints as were counted, also when more arrive before its pages are read', async () => {
    const machine = await app.as.key('complaint:create');
    const permissions = new Set(['complaint:read', 'complaint:export'] as const);
    const me: Principal = { kind: 'key', id: newId(), maker: newId<UserId>(), name: 'reader', permissions, brands: null };
    const send = () => machine.post('/complaints', { text: '后到的一封', channel: 'letter' }).expect(201);
    await send();
    for (const record of ['facts', 'full'] as const) {
      const { stream, count } = await app.get(ExportService).export(me, { format: 'ndjson', record, channel: ['letter'] });
      await send();
      expect(records(await text(stream))).toHaveLength(count);
    }
  });

  it('records how many complaints left, whichever way', async () => {
    const legal = await app.as.legal();
    const { total } = await legal.get('/complaints/count?channel=regulator').expect<{ total: number }>(200);
    await legal.get('/complaints/export?format=csv&channel=regulator');
    await legal.post('/complaints/export', { format: 'ndjson', channel: ['regulator'], reason: '监管部门调取' });
    await legal.get('/complaints/export?channel=counter');
    const entries = await asOwner<{ detail: { complaints: number } }>(
      app.database,
      `SELECT detail FROM audit_entry WHERE action = 'complaint.exported' ORDER BY seq DESC LIMIT 3`,
    );
    expect(entries.map(({ detail }) => detail.complaints)).toEqual([0, total, total]);
    expect(total).toBeGreaterThan(0);
  });
});
