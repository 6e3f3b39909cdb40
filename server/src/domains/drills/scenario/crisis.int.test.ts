import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedApiKey } from '@tocsin/shared/identity';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Staff } from '../../../../test/as.js';
import { WITH_ENGINE } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';
import { bigSaleLogistics, play, type ScriptedComplaint } from './index.js';

const TOLD = 3_500;
const LARGE = 20;
const CRISES = bigSaleLogistics.groups.map(({ label }) => label);

interface Placed {
  external_id: string;
  incident_id: string | null;
}

describe('the big-sale crisis, through the real intake', () => {
  const truth = new Map<string, ScriptedComplaint>();
  let app: TestApp;
  let commander: Staff;
  let incidents: IncidentSummary[];
  let placed: Placed[];

  const labelOf = ({ external_id }: Placed): string | null => truth.get(external_id)?.label ?? null;
  const membersOf = (id: string): Placed[] => placed.filter(({ incident_id }) => incident_id === id);
  const large = (): IncidentSummary[] => incidents.filter(({ metrics }) => metrics.complainants >= LARGE);

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    commander = await app.as.commander();
    const admin = await app.as.admin();
    const { key: apiKey } = await admin.post('/api-keys', { name: 'play', scopes: ['complaint:create'] }).expect<CreatedApiKey>(201);
    const end = await play({
      ...{ baseUrl: app.origin, apiKey, scenario: bigSaleLogistics, speed: Infinity },
      options: { rate: 5, count: TOLD },
      onSend: (complaint) => truth.set(complaint.body.externalId ?? '', complaint),
    });
    expect(end).toMatchObject({ accepted: TOLD, rejected: 0 });
    const read = async (): Promise<number> =>
      (await app.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM complaint_case`))[0]?.n ?? 0;
    await until(async () => (await read()) === TOLD, 150_000);
    incidents = (await commander.get('/incidents?limit=200').expect<Page<IncidentSummary>>(200)).items;
    placed = await app.db.query<Placed>(
      `SELECT k.external_id, g.incident_id FROM complaint_case c JOIN complaint k ON k.id = c.complaint_id JOIN complaint_group g ON g.id = c.group_id`,
    );
  }, 240_000);
  afterAll(() => app.close());

  it('shows three incidents as three', () => {
    const told = large().map(({ id, title }) => {
      const labels = membersOf(id).map(labelOf);
      const best = CRISES.map((label) => [label, labels.filter((l) => l === label).length] as const).sort((a, b) => b[1] - a[1])[0];
      return { label: best?.[0], title, size: labels.length };
    });
    expect(told).toHaveLength(CRISES.length);
    expect(told.map(({ label }) => label).sort()).toEqual([...CRISES].sort());
  });

  it.each(CRISES)('gathers %s, nearly all of it and hardly anything else', (label) => {
    const [best] = large()
      .map(({ id }) => membersOf(id))
      .sort((a, b) => b.filter((m) => labelOf(m) === label).length - a.filter((m) => labelOf(m) === label).length);
    const mine = (best ?? []).filter((m) => labelOf(m) === label).length;
    expect(mine / (best?.length ?? 0)).toBeGreaterThanOrEqual(0.95);
    expect(mine / placed.filter((m) => labelOf(m) === label).length).toBeGreaterThanOrEqual(0.8);
  });

  it('raises next to no false alarm, and calls each crisis by its name', () => {
    expect(incidents.length - large().length).toBeLessThanOrEqual(3);
    const titles = large()
      .map(({ title }) => title)
      .join('\n');
    for (const word of ['华东仓', '破损', '优惠券']) expect(titles).toContain(word);
  });
});
