import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail, ComplaintHistory, ComplaintRow } from '@tocsin/shared/complaints';
import { newId, type ComplaintId, type GroupId, type Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { givenCases } from '../../../../test/cases.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { ComplaintMoves, type PastMove } from '../index.js';

let app: TestApp;
let machine: HttpClient;
let agent: Staff;
beforeAll(async () => {
  app = await testApp();
  machine = await app.as.key('complaint:create');
  agent = await app.as.agent();
});
afterAll(() => app.close());

async function given(more: object = {}): Promise<ComplaintId> {
  const body = { text: '洗衣机漏水泡坏地板，要求赔偿', channel: 'phone', brand: '甲', ...more };
  const { id } = await machine.post('/complaints', body).expect<ComplaintAccepted>(201);
  app.clock.advance({ seconds: 1 });
  return id;
}
const read = (who: HttpClient, id: string, query = ''): Promise<ComplaintHistory> =>
  who.get(`/complaints/${id}/history${query}`).expect<ComplaintHistory>(200);
async function decide(id: ComplaintId, what: 'status' | 'validity', body: object): Promise<void> {
  const { version } = await agent.get(`/complaints/${id}`).expect<ComplaintDetail>(200);
  await agent.post(`/complaints/${id}/${what}`, body, { headers: { 'if-match': `"${version}"` } }).expect(200);
  app.clock.advance({ seconds: 1 });
}

describe('other complaints of one person', () => {
  it('are found by the contact, newest first, as far as their brands may be seen', async () => {
    const complainant = { name: '王芳', phone: '13600009999' };
    const [first, second, third] = [
      await given({ complainant }),
      await given({ complainant: { phone: '+86 136 0000 9999' } }),
      await given({ complainant, brand: '乙' }),
    ];
    const [stranger, nameless] = [await given({ complainant: { phone: '13600001234' } }), await given()];
    for (const id of [first, second, third, stranger, nameless]) await givenCases(app, [id]);
    const others = async (who: HttpClient, id: ComplaintId, query = ''): Promise<Page<ComplaintRow>> =>
      who.get(`/complaints/${id}/same-person${query}`).expect<Page<ComplaintRow>>(200);
    expect((await others(agent, first)).items.map(({ id }) => id)).toEqual([third, second]);
    expect((await others(await app.as.someone(['agent'], ['甲']), first)).items.map(({ id }) => id)).toEqual([second]);
    expect((await others(agent, nameless)).items).toEqual([]);
    const page = await others(agent, first, '?limit=1');
    expect((await others(agent, first, `?limit=1&cursor=${page.nextCursor ?? ''}`)).items.map(({ id }) => id)).toEqual([second]);
    expect(JSON.stringify(page)).not.toContain('13600009999');
    await (await app.as.someone(['agent'], ['乙'])).get(`/complaints/${first}/same-person`).problem(404, 'resource/not-found');
  });
});

describe('the history of a complaint', () => {
  it('is whole without an incident: who decided what and when, newest first, and nothing of other complaints', async () => {
    const [id, other] = [await given(), await given()];
    await givenCases(app, [id]);
    await givenCases(app, [other]);
    await decide(other, 'status', { status: 'closed' });
    await decide(id, 'status', { status: 'in_progress', note: '转售后' });
    await decide(id, 'validity', { validity: 'invalid', reason: 'out_of_scope', note: '第三方安装' });
    await agent.post(`/complaints/${id}/reveal`, { reason: '回电' }).expect(200);
    const { items, nextCursor } = await read(agent, id);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      { kind: 'validity', by: agent.name, from: 'undecided', to: 'invalid', reason: 'out_of_scope', note: '第三方安装', version: 3 },
      { kind: 'status', by: agent.name, from: 'received', to: 'in_progress', note: '转售后', undo: false, version: 2 },
      { kind: 'received', by: null, channel: 'phone' },
    ]);
    const viewed = (await read(await app.as.auditor(), id)).items[0];
    expect(viewed).toMatchObject({ kind: 'viewed', what: 'contact', reason: '回电', by: agent.name });
  });

  it('is read page by page without a gap or repeat, also within one instant', async () => {
    const id = await given();
    await givenCases(app, [id]);
    for (let i = 0; i < 4; i++) {
      await decide(id, 'status', { status: 'in_progress' });
      await decide(id, 'status', { status: 'closed' });
    }
    const whole = (await read(agent, id)).items.map((entry) => entry.id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: ComplaintHistory = await read(agent, id, `?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map((entry) => entry.id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(9);
    for (const cursor of ['x', Buffer.from('["9999-12-31T.Z","a"]').toString('base64url')])
      await agent.get(`/complaints/${id}/history?cursor=${cursor}`).problem(422, 'request/invalid');
  });

  it('tells who may not see every brand of a move, and nothing of the groups it went between', async () => {
    const id = await given();
    const group = await givenCases(app, [id]);
    const elsewhere = newId<GroupId>();
    const move: PastMove = {
      ...{ id: newId(), at: app.clock.now(), kind: 'move', from: elsewhere, into: group },
      ...{ reason: '乙品牌的那一组更合适', by: '林一', undone: null },
    };
    const own = app.get(ComplaintMoves);
    own.use({ movesOf: (complaint) => Promise.resolve(complaint === id ? [move] : []) });
    expect((await read(agent, id)).items).toMatchObject([{ kind: 'moved', from: elsewhere, into: group, reason: move.reason }, {}]);
    const limited = await app.as.someone(['agent'], ['甲']);
    const told = await read(limited, id);
    expect(told.items[0]).toMatchObject({ kind: 'moved', by: '林一', from: null, into: group, reason: null });
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`乙品牌|${elsewhere}`));
  });

  it('is for those who may read the complaint', async () => {
    const id = await given();
    await (await app.as.someone(['agent'], ['乙'])).get(`/complaints/${id}/history`).problem(404, 'resource/not-found');
    await agent.get(`/complaints/${newId()}/history`).problem(404, 'resource/not-found');
  });
});
