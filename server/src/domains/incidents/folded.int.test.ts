import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import type { SearchResult } from '@tocsin/shared/search';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import { until } from '../../../test/live-house.js';
import { Detector } from './detector.js';

describe('a suspected incident that became part of another', () => {
  let app: TestApp;
  let commander: Staff;
  let gone: IncidentSummary;
  let kept: IncidentSummary;

  const list = async (query = ''): Promise<IncidentSummary[]> =>
    (await commander.get(`/incidents${query}`).expect<Page<IncidentSummary>>(200)).items;

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    const machine = await app.as.key('complaint:create', 'complaint:read');
    commander = await app.as.commander();
    await file(machine, 'warehouse', 6);
    await file(machine, 'coupon', 6);
    await until(async () => (await list()).length === 2);
    [kept, gone] = (await list()).sort((a, b) => a.no.localeCompare(b.no)) as [IncidentSummary, IncidentSummary];
    const side = ({ id, groupIds }: IncidentSummary) => ({ id: groupIds[0] as IncidentSummary['groupIds'][number], incidentId: id });
    await app.db.transaction((tx) => app.get(Detector).merged(tx, { from: side(gone), into: side(kept) }, 'engine'));
  });
  afterAll(() => app.close());

  it('leaves the list, and its number leads to the one that survived', async () => {
    expect((await list()).map(({ no }) => no)).toEqual([kept.no]);
    for (const typed of [gone.no, gone.no.replace('INC-', '')])
      expect(await list(`?q=${typed}`)).toMatchObject([{ id: kept.id, no: kept.no, absorbed: [gone.no] }]);
    expect(await list(`?q=${kept.no}`)).toMatchObject([{ id: kept.id }]);
    const found = await commander.get(`/search?q=${gone.no}`).expect<SearchResult>(200);
    expect(found.incidents).toMatchObject([{ no: kept.no, absorbed: [gone.no] }]);
  });
});
