import { execFile } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted } from '@tocsin/shared/complaints';
import { newId } from '@tocsin/shared/kernel';
import { AuditEntry, AuditExportEnd, type AuditAction, type AuditPage } from '@tocsin/shared/audit';
import { testApp, type TestApp } from '../../test/app.js';
import { asOwner } from '../../test/database.js';
import { Audit } from './audit.js';
import { AuditRepository } from './audit.repository.js';
import { verifyLog } from './walk.js';

let app: TestApp;
let audit: Audit;

beforeAll(async () => {
  app = await testApp();
  audit = app.get(Audit);
});
afterAll(() => app.close());

/** Any name will do for the chain. */
const record = (action: string, stream?: string): Promise<void> =>
  app.db.transaction((tx) =>
    audit.record(tx, 'system', action as AuditAction, { type: 'thing', id: '1' }, { note: '原文', at: new Date(0), n: 1.5 }, stream),
  );
const verdictOf = async (stream: string) => (await verifyLog(new AuditRepository(app.db))).find((one) => one.stream === stream);
/** As someone who owns the database and has put the locks aside. */
const tamper = async (sql: string): Promise<void> => {
  await asOwner(app.database, `ALTER TABLE audit_entry DISABLE TRIGGER ALL`);
  await asOwner(app.database, sql);
  await asOwner(app.database, `ALTER TABLE audit_entry ENABLE TRIGGER ALL`);
};

describe('the audit log', () => {
  it('is written in order by twenty at once, without a gap', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => record(`test.${i}`, 'crowd')));
    expect(await verdictOf('crowd')).toMatchObject({ sound: 20, broken: null });
  });

  it('keeps nothing of a transaction that was rolled back', async () => {
    const before = (await verdictOf('main'))?.sound;
    const lost = app.db.transaction(async (tx) => {
      await audit.record(tx, 'system', 'test.lost' as AuditAction, null);
      throw new Error('changed my mind');
    });
    await expect(lost).rejects.toThrow('changed my mind');
    expect((await verdictOf('main'))?.sound).toBe(before);
  });

  it('refuses the application to alter, remove or empty it', async () => {
    for (const sql of [`UPDATE audit_entry SET action = 'x'`, `DELETE FROM audit_entry`, `TRUNCATE audit_entry`])
      await expect(app.db.query(sql)).rejects.toThrow(/permission denied/);
  });

  it('refuses even its owner, by a trigger', async () => {
    for (const sql of [`UPDATE audit_entry SET action = 'x'`, `DELETE FROM audit_entry`, `TRUNCATE audit_entry`])
      await expect(asOwner(app.database, sql)).rejects.toThrow(/insert-only/);
  });
});

describe('reading it', () => {
  it('pages forwards and backwards, and says where the chain ends', async () => {
    for (let i = 0; i < 5; i++) await record('test.page');
    const auditor = await app.as.auditor();
    const first = await auditor.get('/audit?limit=2').expect<AuditPage>(200);
    expect(first.items.map(({ seq }) => seq)).toEqual([1, 2]);
    const second = await auditor.get(`/audit?limit=2&afterSeq=${first.nextCursor}`).expect<AuditPage>(200);
    expect(second.items.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(second.items[0]?.prevHash).toBe(first.items[1]?.hash);
    const newest = await auditor.get('/audit?limit=1&order=desc').expect<AuditPage>(200);
    expect(newest.items[0]).toMatchObject({ seq: newest.head.seq, hash: newest.head.hash });
  });

  it('filters by action and by who did it', async () => {
    const auditor = await app.as.auditor();
    const admin = await app.as.admin();
    const { items } = await auditor.get(`/audit?action=user.created&actor=${admin.id}`).expect<AuditPage>(200);
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ action, actor }) => action === 'user.created' && actor.id === admin.id)).toBe(true);
  });

  it('names what its ids stand for, says nothing of what is gone, and finds by name', async () => {
    const auditor = await app.as.auditor();
    const admin = await app.as.admin();
    const machine = await app.as.key('complaint:create', 'complaint:read', 'complaint:reveal');
    const { id, receiptNo } = await machine.post('/complaints', { text: '充电时冒烟', channel: 'phone' }).expect<ComplaintAccepted>(201);
    await machine.post(`/complaints/${id}/reveal`, { reason: '回电核实' }).expect(200);
    const page = await auditor.get('/audit?action=complaint.contact-revealed&order=desc').expect<AuditPage>(200);
    expect(page.names[id]).toEqual({ type: 'complaint', name: receiptNo });
    expect((await auditor.get(`/audit?subject=${receiptNo.toLowerCase()}`).expect<AuditPage>(200)).items).toHaveLength(1);
    expect((await auditor.get(`/audit?subject=${id}`).expect<AuditPage>(200)).items).toHaveLength(1);
    const created = await auditor.get('/audit?area=user&order=desc&limit=200').expect<AuditPage>(200);
    expect(created.items.every(({ action }) => action.startsWith('user.'))).toBe(true);
    expect(created.names[admin.id]).toMatchObject({ type: 'user' });
    const gone = newId();
    await app.db.transaction((tx) => audit.record(tx, 'system', 'wall.revoked', { type: 'wall', id: gone }, { name: '旧屏' }));
    const walls = await auditor.get(`/audit?subject=${gone}`).expect<AuditPage>(200);
    expect([walls.items.length, walls.names[gone]]).toEqual([1, undefined]);
    expect((await auditor.get('/audit?subject=nothing-is-called-this').expect<AuditPage>(200)).items).toEqual([]);
  });

  it('filters by when and by what kind of actor', async () => {
    const auditor = await app.as.auditor();
    const all = await auditor.get('/audit?limit=200').expect<AuditPage>(200);
    const middle = all.items[Math.floor(all.items.length / 2)]?.at ?? '';
    const seqs = async (query: string): Promise<number[]> =>
      (await auditor.get(`/audit?limit=200&${query}`).expect<AuditPage>(200)).items.map(({ seq }) => seq);
    expect(await seqs(`to=${middle}`)).toEqual(all.items.filter(({ at }) => at < middle).map(({ seq }) => seq));
    const since = await seqs(`from=${middle}`);
    expect(since.slice(0, 3)).toEqual(
      all.items
        .filter(({ at }) => at >= middle)
        .map(({ seq }) => seq)
        .slice(0, 3),
    );
    const system = await auditor.get('/audit?kind=system&limit=200').expect<AuditPage>(200);
    expect(system.items.length).toBeGreaterThan(0);
    expect(system.items.every(({ actor }) => actor.kind === 'system')).toBe(true);
    await auditor.get('/audit?kind=robot').problem(422, 'request/invalid');
  });

  it('is for auditors and admins only, and refuses a bad query', async () => {
    const refusal = await (await app.as.commander()).get('/audit').problem(403, 'auth/forbidden');
    expect(refusal).toMatchObject({ params: { permission: 'audit:read', roles: ['auditor', 'admin'] } });
    await app.as.nobody.get('/audit').problem(401, 'auth/required');
    const bad = await (await app.as.auditor()).get('/audit?afterSeq=-1&limit=900').problem(422, 'request/invalid');
    expect(bad.issues?.map(({ path }) => path)).toEqual(['afterSeq', 'limit']);
  });

  it('is for who sees every brand, of all of which it speaks', async () => {
    for (const role of ['auditor', 'admin'] as const) {
      const limited = await app.as.someone([role], ['星河']);
      for (const path of ['/audit', '/audit/export'])
        expect(await limited.get(path).problem(403, 'auth/forbidden')).toMatchObject({ params: { brands: ['星河'] } });
    }
  });
});

describe('tampering by someone with every right', () => {
  let stream: string;
  let count = 0;
  beforeEach(async () => {
    stream = `tamper-${++count}`;
    for (let i = 0; i < 5; i++) await record(`test.${i}`, stream);
  });

  it('an altered entry is named', async () => {
    await tamper(`UPDATE audit_entry SET detail = detail || '{"n": 2}' WHERE stream = '${stream}' AND seq = 3`);
    expect(await verdictOf(stream)).toMatchObject({ sound: 2, broken: { seq: 3, fault: 'altered' } });
  });

  it('a removed entry is named', async () => {
    await tamper(`DELETE FROM audit_entry WHERE stream = '${stream}' AND seq = 3`);
    expect(await verdictOf(stream)).toMatchObject({ broken: { seq: 3, fault: 'missing' } });
  });

  it('a removed end is named', async () => {
    await tamper(`DELETE FROM audit_entry WHERE stream = '${stream}' AND seq >= 4`);
    expect(await verdictOf(stream)).toMatchObject({ broken: { seq: 4, fault: 'missing' } });
  });

  it('two entries that changed places are named', async () => {
    const swap = `UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE stream = '${stream}' AND seq IN (2, 3)`;
    await asOwner(app.database, `ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_seq_check`);
    await tamper(swap);
    await tamper(`UPDATE audit_entry SET seq = -seq WHERE stream = '${stream}' AND seq < 0`);
    expect(await verdictOf(stream)).toMatchObject({ sound: 1, broken: { seq: 2, fault: 'unlinked' } });
  });

  it('an entry added past the end is named', async () => {
    await tamper(`INSERT INTO audit_entry SELECT stream, 6, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, detail, request_id, hash, hash
      FROM audit_entry WHERE stream = '${stream}' AND seq = 5`);
    expect(await verdictOf(stream)).toMatchObject({ sound: 5, broken: { seq: 6, fault: 'beyond-head' } });
  });

  it('a rewritten end is named by a head that was kept elsewhere', async () => {
    const repository = new AuditRepository(app.db);
    const kept = { ...(await repository.head(stream)), stream };
    await tamper(`DELETE FROM audit_entry WHERE stream = '${stream}' AND seq = 5`);
    await asOwner(
      app.database,
      `UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE stream = $1 AND seq = 4) WHERE stream = $1`,
      [stream],
    );
    expect(await verdictOf(stream)).toMatchObject({ broken: null });
    await record('test.forged', stream);
    const [witnessed] = (await verifyLog(repository, kept)).filter((one) => one.stream === stream);
    expect(witnessed).toMatchObject({ broken: { seq: 5, fault: 'witness-differs' } });
  });
});

describe('npm run verify-audit', () => {
  const run = (...args: string[]): Promise<{ code: number; out: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'], DATABASE_URL: app.database.url, TOCSIN_DATA: '/nonexistent' };
      execFile('node', ['dist/cli/verify-audit.js', ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
      );
    });

  it('names the first broken link and fails', async () => {
    await record('test.cli', 'cli');
    await tamper(`UPDATE audit_entry SET actor_name = 'someone else' WHERE stream = 'cli' AND seq = 1`);
    const { code, out } = await run();
    expect(out).toMatch(/^cli: BROKEN at entry 1: the entry does not match its hash \(0 sound before it\)$/m);
    expect(out).toMatch(/^main: \d+ entries sound, head main:\d+:[0-9a-f]{64}$/m);
    expect(code).toBe(1);
  });

  it('takes back the head it printed, and the one that an export carries, word for word', async () => {
    const printed = /^main: .*head (\S+)$/m.exec((await run()).out)?.[1] ?? '';
    const auditor = await app.as.auditor();
    const exported = await auditor.get('/audit/export');
    const lines = (exported.body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const end = AuditExportEnd.parse(lines.pop());
    expect(lines.map((entry) => AuditEntry.parse(entry).seq)).toEqual(Array.from({ length: end.entries }, (_, i) => i + 1));
    expect(lines.at(-1)).toMatchObject({ action: 'audit.exported', actor: { id: auditor.id }, hash: end.head.hash });
    expect(exported.headers.get('x-audit-head')).toBe(end.head.witness);
    expect((await auditor.get('/audit?limit=1').expect<AuditPage>(200)).head).toEqual(end.head);
    const page = await auditor.get('/audit?order=desc&limit=1').expect<AuditPage>(200);
    for (const head of [printed, end.head.witness, page.head.witness]) {
      const { out } = await run('--head', head);
      expect(out).toMatch(/^main: \d+ entries sound/m);
      const forged = head.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
      expect((await run(`--head=${forged}`)).out).toContain('main: BROKEN at entry');
    }
    await (await app.as.commander()).get('/audit/export').problem(403, 'auth/forbidden');
  });

  it('explains itself when asked wrongly', async () => {
    expect(await run('--head', 'nonsense')).toMatchObject({ code: 2, out: expect.stringContaining('usage: verify-audit') });
  });
});
