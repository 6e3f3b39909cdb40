import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkResult } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import type { Answer, HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { BulkOnce } from './bulk.once.js';

let app: TestApp;
let machine: HttpClient;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
  machine = await app.as.key('complaint:create', 'complaint:read');
});
afterAll(() => app.close());

const lines = (subject: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => JSON.stringify({ text: `第${i}件:没有发货`, channel: 'web', subject }));
const written = async (subject: string): Promise<number> => {
  const [row] = await asOwner<{ n: number }>(app.database, 'SELECT count(*)::integer AS n FROM complaint WHERE subject = $1', [subject]);
  return row?.n ?? 0;
};
const headersOf = (key: string): Record<string, string> => ({ 'content-type': 'application/x-ndjson', 'idempotency-key': key });
const send = async (key: string, body: readonly string[]): Promise<Answer> =>
  machine.post('/complaints/bulk', body.join('\n'), { headers: headersOf(key) });

/** Breaks the connection off in the middle of a line, once the server has committed so many of those before it. */
async function breakOff(key: string, body: readonly string[], subject: string, after: number): Promise<void> {
  const { port } = new URL(app.origin);
  const cut = httpRequest({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/v1/complaints/bulk',
    headers: { ...machine.credentials, ...headersOf(key) },
  });
  const closed = new Promise<void>((resolve) => cut.on('error', () => resolve()).on('close', () => resolve()));
  cut.write(`${body.join('\n')}\n{"text":"half a li`);
  await until(async () => (await written(subject)) === after, 30_000);
  cut.destroy();
  await closed;
}

describe('POST /complaints/bulk under an Idempotency-Key', () => {
  it('answers the same lines the same, without taking them again', async () => {
    const body = [...lines('same', 1_200), '{"text":'];
    const [first, second] = [await send('same', body), await send('same', body)];
    expect(first.body).toMatchObject({ accepted: 1_200, duplicates: 0, rejected: [{ line: 1_201, code: 'request/malformed' }] });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await written('same')).toBe(1_200);
  });

  it('refuses other lines, and takes none of them', async () => {
    await send('other', lines('other', 3));
    for (const body of [lines('other', 4), lines('more', 3)])
      await machine.post('/complaints/bulk', body.join('\n'), { headers: headersOf('other') }).problem(422, 'request/idempotency-mismatch');
    expect([await written('other'), await written('more')]).toEqual([3, 0]);
  });

  it('goes on behind the blocks it had when it is sent again after it broke off, though no line has a name', async () => {
    const body = lines('broken', 1_300);
    await breakOff('broken', body.slice(0, 1_100), 'broken', 1_000);
    const again = await send('broken', body);
    expect(again.body).toEqual({ accepted: 1_300, duplicates: 0, rejected: [] });
    expect(await written('broken')).toBe(1_300);
    expect((await send('broken', body)).headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuses a continuation that begins otherwise', async () => {
    await breakOff('begun', lines('begun', 600), 'begun', 500);
    const other = lines('otherwise', 600);
    await machine.post('/complaints/bulk', other.join('\n'), { headers: headersOf('begun') }).problem(422, 'request/idempotency-mismatch');
    expect(await written('begun')).toBe(500);
  });

  it('takes each line once when the same bulk is sent several times at once', async () => {
    const body = lines('race', 1_100);
    const answers = await Promise.all([1, 2, 3].map(() => send('race', body)));
    for (const { status, body: result } of answers) expect([status, (result as BulkResult).accepted]).toEqual([200, 1_100]);
    expect(await written('race')).toBe(1_100);
  });

  it('tells a sender nothing of a complaint of another brand that has the same name', async () => {
    const named = (brand: string) => ({ text: '没有发货', channel: 'web', source: 'crm', externalId: 'taken-1', brand });
    const first = await machine.post('/complaints', named('远山')).expect<{ id: string; receiptNo: string }>(201);
    const limited = await app.as.someone(['agent'], ['星河']);
    const body = JSON.stringify(named('星河'));
    // The second time the sender is known, and served by the short way.
    const ways: Record<string, string>[] = [{ 'idempotency-key': 'taken' }, {}, {}];
    for (const headers of ways) {
      const problem = await limited.post('/complaints', named('星河'), { headers }).problem(409, 'resource/conflict');
      expect(JSON.stringify(problem)).not.toMatch(new RegExp(`${first.id}|${first.receiptNo}|groupId`));
    }
    for (const headers of [headersOf('taken'), { 'content-type': 'application/x-ndjson' }]) {
      const result = await limited.post('/complaints/bulk', body, { headers }).expect<BulkResult>(200);
      expect(result).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ line: 1, code: 'resource/conflict' }] });
    }
    const own = await app.as.someone(['agent'], ['远山']);
    expect(await own.post('/complaints', named('远山')).expect(200)).toMatchObject({ id: first.id });
  });

  it('keeps keys apart by who sends them, and forgets them after two days', async () => {
    await send('mine', lines('mine', 2));
    const other = await app.as.key('complaint:create');
    const body = lines('theirs', 2).join('\n');
    await other.post('/complaints/bulk', body, { headers: headersOf('mine') }).expect(200);
    await machine.post('/complaints/bulk', body, { headers: headersOf('') }).problem(422, 'request/invalid');
    app.clock.advance({ hours: 49 });
    await app.get(BulkOnce).forget();
    expect(await asOwner(app.database, 'SELECT FROM bulk_block')).toHaveLength(0);
  });
});
