import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';

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
    const cells = sheet?.getColumn(5).values as unknown[];
    expect(cells).toContain('=HYPERLINK("http://x")');
    const page = await machine.get('/complaints?channel=app').expect<Page<ComplaintRow>>(200);
    expect(page.items.length).toBeGreaterThan(0);
  });
});
