import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentDetail, IncidentSummary } from '@tocsin/shared/incidents';
import type { Page } from '@tocsin/shared/kernel';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';
import { asOwner } from '../../../test/database.js';
import { file, WITH_ENGINE } from '../../../test/groups.js';
import { until } from '../../../test/live-house.js';
import { TitleKeeper } from './title-keeper.js';

describe('the title of a detected incident', () => {
  let app: TestApp;
  let commander: Staff;
  const incident = async (): Promise<IncidentSummary | undefined> =>
    (await commander.get('/incidents').expect<Page<IncidentSummary>>(200)).items[0];
  const called = async (title: string): Promise<string | undefined> => {
    const { groupIds } = await commander.get(`/incidents/${(await incident())?.id ?? ''}`).expect<IncidentDetail>(200);
    await asOwner(app.database, `UPDATE complaint_group SET title = $1 WHERE id = $2`, [title, groupIds[0]]);
    await app.db.transaction((tx) => app.get(TitleKeeper).catchUp(tx));
    return (await incident())?.title;
  };

  beforeAll(async () => {
    app = await testApp({ env: WITH_ENGINE });
    commander = await app.as.commander();
    await file(await app.as.key('complaint:create', 'complaint:read', 'group:read'), 'warehouse', 6);
    await until(async () => (await incident()) !== undefined);
  });
  afterAll(() => app.close());

  it('follows that of its group also between two milestones', async () => {
    expect(await called('华东仓 · 停摆 · 发货')).toBe('华东仓 · 停摆 · 发货');
  });

  it('is a person’s from the moment one gave it', async () => {
    const { id } = (await incident()) as IncidentSummary;
    await commander.post(`/incidents/${id}/rename`, { title: '仓库的事' }).expect(200);
    expect(await called('华东仓 · 爆仓')).toBe('仓库的事');
  });
});
