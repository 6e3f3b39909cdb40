import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkResult, ComplaintDetail } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { HttpClient } from '../../../../test/http-client.js';

let app: TestApp;
let machine: HttpClient;

beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  machine = await app.as.key('complaint:create', 'complaint:read', 'complaint:backfill');
});
afterAll(() => app.close());

const numbered = (source: string, count: number, more: object = {}): string[] =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      text: `第${i}件:没有发货`,
      channel: 'web',
      source,
      externalId: `n-${i}`,
      complainant: { phone: '138 1234 2211' },
      ...more,
    }),
  );
const bulk = async (lines: readonly string[]): Promise<BulkResult> =>
  (await machine.post('/complaints/bulk', lines.join('\n'), { headers: { 'content-type': 'application/x-ndjson' } })).body as BulkResult;
const rowsOf = (source: string) =>
  asOwner<Record<string, unknown>>(app.database, 'SELECT * FROM complaint WHERE source = $1 ORDER BY seq', [source]);

/** Blocks of 500 lines are prepared in a thread; what is left over, and what that thread cannot decide, is done beside the requests. */
describe('POST /complaints/bulk in blocks', () => {
  it('rejects each bad line by its number, wherever it was read', async () => {
    const lines = numbered('bad', 1_200);
    lines[7] = '{"text":';
    lines[499] = JSON.stringify({ text: '', channel: 'web' });
    lines[500] = JSON.stringify({ text: 'x', channel: 'pigeon' });
    lines[600] = JSON.stringify({ text: 'x'.repeat(300_000), channel: 'web' });
    lines[800] = '';
    lines[1_150] = JSON.stringify({ text: 'x', channel: 'web', place: { adcode: '999999' } });
    const { accepted, duplicates, rejected } = await bulk(lines);
    expect({ accepted, duplicates }).toEqual({ accepted: 1_194, duplicates: 0 });
    expect(rejected.map(({ line, code, issues }) => [line, code, issues[0]?.path])).toEqual([
      [8, 'request/malformed', ''],
      [500, 'request/invalid', 'text'],
      [501, 'request/invalid', 'channel'],
      [601, 'request/too-large', ''],
      [1_151, 'request/invalid', 'place.adcode'],
    ]);
  });

  it('writes the same row in a thread as beside the requests', async () => {
    const more = {
      occurredAt: '2026-01-02T03:04:05Z',
      receivedAt: '2026-02-03T04:05:06.789Z',
      subject: ' 发货 ',
      brand: '甲',
      lang: 'zh-CN',
      place: { lng: 120.1, lat: 30.2 },
      demands: ['refund', 'apology'],
      amount: { minor: 12_900, currency: 'CNY' },
      reach: { followers: 5 },
    };
    await bulk(numbered('thread', 500, more));
    await bulk(numbered('beside', 499, more));
    const [threaded, beside] = [await rowsOf('thread'), await rowsOf('beside')];
    expect(threaded.map((row) => row['external_id'])).toEqual(Array.from({ length: 500 }, (_, i) => `n-${i}`));
    const own = new Set(['id', 'seq', 'receipt_no', 'source', 'raw', 'raw_sha256', 'complainant']);
    const common = (row: Record<string, unknown> | undefined) => Object.entries(row ?? {}).filter(([name]) => !own.has(name));
    expect(common(threaded[3])).toEqual(common(beside[3]));
    expect(threaded[3]?.['receipt_no']).toMatch(/^C-260203-/);
    expect(new Set([...threaded, ...beside].map((row) => row['receipt_no'])).size).toBe(999);
    const detail = await machine.get(`/complaints/${String(threaded[3]?.['id'])}`).expect<ComplaintDetail>(200);
    expect(detail).toMatchObject({ text: '第3件:没有发货', contact: { phone: '138****2211' }, amount: more.amount });
  });

  it('counts repeats inside a block, between blocks and of the whole', async () => {
    const lines = numbered('again', 1_000);
    lines[10] = lines[9] as string;
    lines[700] = lines[20] as string;
    expect(await bulk(lines)).toMatchObject({ accepted: 998, duplicates: 2, rejected: [] });
    expect(await bulk(lines)).toMatchObject({ accepted: 0, duplicates: 1_000, rejected: [] });
    expect(await bulk(numbered('again', 1_500))).toMatchObject({ accepted: 502, duplicates: 998 });
    expect(await rowsOf('again')).toHaveLength(1_500);
  });

  it('says as precisely as for a complaint sent alone what is wrong with a line', async () => {
    const { rejected } = await bulk([
      '{"text":',
      '[]',
      JSON.stringify({ text: 'x', channel: 'web', complainant: { email: 'nobody' } }),
      JSON.stringify({ text: 'x', channel: 'web', extra: 1, amount: { minor: 1.5, currency: 'CNY' } }),
      JSON.stringify({ text: 'x'.repeat(300_000), channel: 'web' }),
    ]);
    expect(rejected.map(({ line, issues }) => [line, issues.map(({ path }) => path)])).toEqual([
      [1, ['']],
      [2, ['']],
      [3, ['complainant.email']],
      [4, ['amount.minor', 'extra']],
      [5, ['']],
    ]);
    for (const { issues } of rejected) for (const { message } of issues) expect(message).not.toBe('');
    expect(rejected[0]?.issues[0]?.message).toBe('the line is not JSON');
  });

  it('takes several bulks at once', async () => {
    const results = await Promise.all(['p', 'q', 'r'].map((source) => bulk(numbered(source, 2_000))));
    for (const { accepted } of results) expect(accepted).toBe(2_000);
    const [log] = await asOwner<{ ok: boolean }>(
      app.database,
      'SELECT count(*) = max(seq) AND count(DISTINCT receipt_no) = count(*) AS ok FROM complaint',
    );
    expect(log?.ok).toBe(true);
  });
});
