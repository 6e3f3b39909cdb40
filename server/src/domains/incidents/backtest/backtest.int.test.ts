import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage } from '@tocsin/shared/audit';
import { BACKTEST_DAYS, DEFAULT_DETECTION, type Backtest, type DetectionPolicy, type IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { asOwner } from '../../../../test/database.js';
import { file, groupOf, WITH_ENGINE } from '../../../../test/groups.js';
import type { HttpClient } from '../../../../test/http-client.js';
import { until } from '../../../../test/live-house.js';
import { BacktestLimits } from './backtest-limits.js';

const PATH = '/policies/detection/backtest';
let app: TestApp;
let machine: HttpClient;
let commander: Staff;

const backtest = (policy: DetectionPolicy, days?: number): Promise<Backtest> =>
  commander.post(PATH, { policy, days }).expect<Backtest>(200);
const incidents = async (): Promise<IncidentSummary[]> => (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items;
const only = (one: Backtest, side: 'record' | 'replay'): number =>
  one.differences.filter(({ onlyIn }) => onlyIn === side).reduce((sum, { count }) => sum + count, 0);

/** What the policy in force raises again, and every incident that it does not, add up to the record. */
function expectReconciled(one: Backtest): void {
  expect(one.inForce.incidents - only(one, 'replay') + only(one, 'record')).toBe(one.record.incidents);
  for (const side of [one.draft, one.inForce])
    for (const parts of [Object.values(side.byLevel), Object.values(side.byRule), side.byDay])
      expect(parts.reduce((sum, n) => sum + n, 0)).toBe(side.incidents);
  expect(Object.values(one.changes).reduce((sum, n) => sum + n, 0)).toBe(one.rows.length);
}

beforeAll(async () => {
  app = await testApp({ env: WITH_ENGINE });
  machine = await app.as.key('complaint:create', 'complaint:read', 'group:read');
  commander = await app.as.commander();
});
afterAll(() => app.close());

it('answers nothings for a house in which nothing happened', async () => {
  const empty = await backtest(DEFAULT_DETECTION);
  expect(empty).toMatchObject({ complaints: 0, groups: 0, rows: [], differences: [], standing: 0, regrouped: 0 });
  expect(empty.dayStarts).toHaveLength(BACKTEST_DAYS.usual);
  expect(empty.draft.byDay).toHaveLength(BACKTEST_DAYS.usual);
  expectReconciled(empty);
});

describe('after some days of complaints', () => {
  let warehouse: GroupId;
  let coupon: GroupId;

  beforeAll(async () => {
    warehouse = groupOf(await file(machine, 'warehouse', 6));
    coupon = groupOf(await file(machine, 'coupon', 4));
    const danger = { text: '充电宝突然爆炸起火，孩子的手被严重烧伤，正在医院抢救', channel: 'app', complainant: { phone: '13700000001' } };
    await machine.post('/complaints', danger).expect(201);
    await until(async () => (await incidents()).length === 2);
  });

  it('raises with the policy in force what was in fact raised, at the moment and by the rule at which it was', async () => {
    const again = await backtest(DEFAULT_DETECTION);
    expectReconciled(again);
    expect(again.differences).toEqual([]);
    expect(again).toMatchObject({ complaints: 11, record: { incidents: 2, byHand: 0, dismissed: 0, folded: 0 }, changes: { same: 2 } });
    expect(again.draft).toEqual(again.inForce);
    for (const incident of await incidents()) {
      const row = again.rows.find((one) => one.incident?.id === incident.id);
      expect(row).toMatchObject({ change: 'same', inForce: { rule: incident.cause.rule, threshold: incident.cause.threshold } });
      expect(row?.draft).toEqual(row?.inForce);
      // The detector judges when a batch is read, the replay when each complaint arrives.
      const late = Date.parse(incident.detectedAt) - Date.parse(row?.inForce?.at ?? '');
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(45_000);
    }
    expect(again.inForce.byRule).toEqual({ critical: 1, complainants: 1, burst: 0 });
  });

  it('shows which groups a more eager draft would raise, and how much earlier', async () => {
    const eager = await backtest({ ...DEFAULT_DETECTION, minComplainants: 4 }, 7);
    expectReconciled(eager);
    expect(eager.changes).toEqual({ newly: 1, 'no-longer': 0, earlier: 1, later: 0, same: 1 });
    expect(eager.rows[0]).toMatchObject({ change: 'newly', group: { id: coupon, complainants: 4 }, incident: null, inForce: null });
    expect(eager.rows[0]?.draft).toMatchObject({ rule: 'complainants', value: 4, threshold: 4 });
    const earlier = eager.rows.find(({ change }) => change === 'earlier');
    expect(earlier?.group.id).toBe(warehouse);
    expect(String(earlier?.draft?.at) < String(earlier?.inForce?.at)).toBe(true);
    expect(eager.draft.incidents).toBe(3);
    expect(eager.inForce.incidents).toBe(2);
  });

  it('shows what a calmer draft would miss, and whether that was dismissed anyway', async () => {
    const [noise] = (await incidents()).filter(({ groupIds }) => groupIds.includes(warehouse));
    await commander.post(`/incidents/${String(noise?.id)}/moves`, { to: 'dismissed', reason: '同一家媒体组织的转发' }).expect(200);
    const calm = await backtest({ ...DEFAULT_DETECTION, minComplainants: 7, criticalRisk: false });
    expectReconciled(calm);
    expect(calm.changes).toMatchObject({ 'no-longer': 2, newly: 0 });
    expect(calm.rows.find(({ group }) => group.id === warehouse)).toMatchObject({
      change: 'no-longer',
      draft: null,
      incident: { state: 'dismissed', noise: 'dismissed' },
    });
    expect([calm.inForce.dismissed, calm.draft.dismissed, calm.record.dismissed]).toEqual([1, 0, 1]);
  });

  it('names what people opened themselves, and what another policy had decided', async () => {
    const colour = groupOf(await file(machine, 'colour', 1));
    await commander.post('/incidents', { groupIds: [colour], title: '色差', scenario: 'product_defect' }).expect(201);
    const byHand = await backtest(DEFAULT_DETECTION);
    expectReconciled(byHand);
    expect(byHand.record).toMatchObject({ incidents: 3, byHand: 1 });
    expect(byHand.differences).toMatchObject([{ cause: 'by-hand', onlyIn: 'record', count: 1, examples: [{ title: '色差' }] }]);
    await commander.put('/policies/detection', { ...DEFAULT_DETECTION, minComplainants: 4, criticalRisk: false }).expect(200);
    const changed = await backtest(DEFAULT_DETECTION);
    await commander.put('/policies/detection', DEFAULT_DETECTION).expect(200);
    expectReconciled(changed);
    expect(changed.differences.map(({ cause, onlyIn }) => `${onlyIn} ${cause}`)).toEqual([
      'record by-hand',
      'record other-policy',
      'replay other-policy',
    ]);
  });

  it('writes nothing but its line in the audit log', async () => {
    const counts = (): Promise<unknown[]> =>
      asOwner(
        app.database,
        `SELECT (SELECT count(*) FROM incident) AS incidents, (SELECT count(*) FROM stream_event) AS events,
           (SELECT max(version) FROM complaint_group) AS groups, (SELECT count(*) FROM audit_entry) AS entries`,
      );
    const [before] = (await counts()) as { entries: string }[];
    await backtest({ ...DEFAULT_DETECTION, burst: 4 }, 90);
    expect(await counts()).toEqual([{ ...before, entries: String(Number(before?.entries) + 1) }]);
    const { items } = await (await app.as.admin()).get('/audit?limit=5&order=desc').expect<AuditPage>(200);
    expect(items[0]).toMatchObject({ action: 'policy.detection-backtested', detail: { days: 90, burst: 4, draft: 3, inForce: 2 } });
  });
});

describe('who may, and how much', () => {
  it('is for those who change the policy and see every brand', async () => {
    const body = { policy: DEFAULT_DETECTION };
    await (await app.as.agent()).post(PATH, body).problem(403, 'auth/forbidden');
    await (await app.as.someone(['commander'], ['甲'])).post(PATH, body).problem(403, 'auth/forbidden');
    await app.as.nobody.post(PATH, body).problem(401, 'auth/required');
  });

  it('refuses a draft that could not be put in force, and a span that is none', async () => {
    const bad = await commander.post(PATH, { policy: { ...DEFAULT_DETECTION, minComplainants: 1 } }).problem(422, 'request/invalid');
    expect(bad.issues?.map(({ path }) => path)).toEqual(['policy.minComplainants']);
    for (const days of [0, 1.5, BACKTEST_DAYS.most + 1, 100_000])
      await commander.post(PATH, { policy: DEFAULT_DETECTION, days }).problem(422, 'request/invalid');
    await commander.post(PATH, {}).problem(422, 'request/invalid');
  });

  it('ends what takes too long or holds too much, says so, and is free again', async () => {
    const limits = app.get(BacktestLimits);
    const usual = { ...limits };
    Object.assign(limits, { complaints: 3 });
    await commander.post(PATH, { policy: DEFAULT_DETECTION }).problem(422, 'policy/backtest-too-large');
    Object.assign(limits, usual, { seconds: 0 });
    const over = await commander.post(PATH, { policy: DEFAULT_DETECTION }).problem(422, 'policy/backtest-too-large');
    expect(over['params']).toMatchObject({ seconds: 0 });
    Object.assign(limits, usual);
    // Many small parts and turns give the same as one large one.
    const whole = await backtest(DEFAULT_DETECTION);
    Object.assign(limits, { chunk: 2, turn: 0 });
    const parts = await backtest(DEFAULT_DETECTION);
    Object.assign(limits, usual);
    expect(parts.rows).toEqual(whole.rows);
  });

  it('runs one at a time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => commander.post(PATH, { policy: DEFAULT_DETECTION })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'policy/backtest-running' });
  });
});
