import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TrackedComplaint } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

interface Page {
  status: number;
  type: string | null;
  html: string;
}
async function send(path: string, fields: [string, string][]): Promise<Page> {
  const answer = await fetch(`${app.origin}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, type: answer.headers.get('content-type'), html: await answer.text() };
}
const form = (...more: [string, string][]): [string, string][] => [
  ['text', '门店拒绝退还押金 <b>已经</b> 等了两周'],
  ['orderRef', ''],
  ['occurredOn', ''],
  ['contact', '13800138000'],
  ['website', ''],
  ['consent', 'on'],
  ...more,
];
const pairOf = (html: string): [string, string] => {
  const [receiptNo = '', code = ''] = [...html.matchAll(/<strong>([^<]+)<\/strong>/g)].map((match) => match[1]);
  return [receiptNo, code];
};

describe('a browser without scripts', () => {
  it('files a complaint and reads a page with a receipt that works', async () => {
    const page = await send('/c/new', form(['demands', 'refund'], ['demands', 'apology']));
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    const [receiptNo, code] = pairOf(page.html);
    const tracked = await app.as.nobody.post('/public/receipts', { receiptNo, code }).expect<TrackedComplaint>(200);
    expect(tracked.demands).toEqual(['refund', 'apology']);
    const progress = await send('/c/track', [
      ['receiptNo', receiptNo],
      ['code', code],
    ]);
    expect(progress.status).toBe(200);
    expect(progress.html).toContain('&lt;b&gt;已经&lt;/b&gt;');
    expect(progress.html).toMatch(/\d{1,2}:\d{2} \(GMT\+8\)/);
  });

  it('is told what to mend, and nothing is written', async () => {
    const before = await asOwner(app.database, 'SELECT count(*) FROM complaint');
    const page = await send('/c/new', [
      ['text', '退款'],
      ['contact', '13800138000'],
    ]);
    expect(page).toMatchObject({ status: 422, type: 'text/html; charset=utf-8' });
    expect(page.html).toContain('10 至 2000 字');
    expect(page.html).toContain('请勾选同意');
    expect((await send('/c/new', [])).status).toBe(422);
    expect((await fetch(`${app.origin}/c/new`, { method: 'POST' })).status).toBe(422);
    expect(await asOwner(app.database, 'SELECT count(*) FROM complaint')).toEqual(before);
  });

  it('reads one page for a wrong pair and an unknown one', async () => {
    const [receiptNo, code] = pairOf((await send('/c/new', form())).html);
    const pairs: [string, string][] = [
      [receiptNo, code === '000000' ? '000001' : '000000'],
      ['C-261122-222222', code],
    ];
    const pages = await Promise.all(
      pairs.map(([no, given]) =>
        send('/c/track', [
          ['receiptNo', no],
          ['code', given],
        ]),
      ),
    );
    expect(pages[0]).toEqual(pages[1]);
    expect(pages[0]?.status).toBe(404);
  });

  it('that fills the hidden field stores nothing', async () => {
    const before = await asOwner(app.database, 'SELECT count(*) FROM complaint');
    expect(
      (
        await send(
          '/c/new',
          form().map(([name, value]): [string, string] => [name, name === 'website' ? 'x' : value]),
        )
      ).status,
    ).toBe(200);
    expect(await asOwner(app.database, 'SELECT count(*) FROM complaint')).toEqual(before);
  });
});
