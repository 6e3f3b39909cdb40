import type { Page } from '@playwright/test';
import { allRead, startCrisis } from '../support/crisis.js';
import { expect, test, type House, type Incident } from '../support/house.js';

test.describe.configure({ mode: 'serial' });

const numberIn = (text: string | null): number => Number((text ?? '').replace(/\D/g, ''));
const kpi = (page: Page) => page.getByRole('group', { name: '关键指标' });
const total = (page: Page) => kpi(page).getByRole('button', { name: /累计投诉/ });
const posts = async (page: Page): Promise<number> => numberIn(await total(page).locator('.kpi__value').textContent());
const people = async (page: Page): Promise<number> =>
  numberIn(/累计投诉 · ([\d,]+) 人/.exec((await total(page).textContent()) ?? '')?.[1] ?? '');
const fresh = ({ admin }: House, { id }: Incident): Promise<Incident> => admin.get<Incident>(`/incidents/${id}`);

async function openTab(page: Page, house: House, name: '态势' | '投诉' | '时间线'): Promise<Incident> {
  const incident = await house.largest();
  await page.goto(`${house.url}/incidents/${incident.no}/situation`);
  if (name !== '态势') await page.getByRole('tab', { name }).click();
  return incident;
}

test('a crisis breaks out: incidents appear by themselves and their numbers move', async ({ desk, house }) => {
  await desk.goto(`${house.url}/incidents`);
  const rail = desk.getByRole('navigation', { name: '群体事件' });
  await expect(rail.getByText('当前无进行中的群体事件')).toBeVisible();
  await expect(desk.getByRole('status', { name: '连接状态' })).toContainText('实时');
  await startCrisis(house.url, house.apiKey, { count: 400 });

  const first = rail.getByRole('link', { name: /华东/ }).first();
  await expect(first).toBeVisible({ timeout: 45_000 });
  await first.click();
  await allRead(house.url);
  const feed = desk.getByRole('log', { name: '实时投诉流' });
  const top = feed.getByRole('listitem').first();
  const before = await top.textContent();
  const seen = await posts(desk);
  // Another seed: the same story told twice could end with the same words in the same minute.
  await startCrisis(house.url, house.apiKey, { count: 400, run: 'second-wave', seed: 7 });
  await expect.poll(() => posts(desk), { timeout: 45_000 }).toBeGreaterThan(seen);
  // What came in meanwhile waits behind a bar instead of moving what is being read.
  const bar = desk.getByRole('button', { name: /条新内容/ });
  await expect(bar).toBeVisible();
  expect(await top.textContent()).toBe(before);
  await bar.click();
  await expect(top).not.toHaveText(before ?? '');
  await expect(desk.locator('.leaflet-container').locator('path, canvas').first()).toBeAttached();

  await allRead(house.url);
  const incident = await house.largest();
  await desk.goto(`${house.url}/incidents/${incident.no}/situation`);
  await expect
    .poll(async () => numberIn(await total(desk).locator('.kpi__value').textContent()))
    .toBe((await fresh(house, incident)).metrics.posts);
});

test('the commander declares it, with a reason', async ({ desk, house }) => {
  const incident = await openTab(desk, house, '态势');
  await desk.getByRole('button', { name: '立项' }).click();
  const dialog = desk.getByRole('dialog', { name: '立项' });
  await expect(dialog).toContainText(`${incident.metrics.complaints.toLocaleString('en')} 件投诉`);
  await expect(dialog.getByRole('button', { name: '立项' })).toBeDisabled();
  await dialog.getByLabel('事件名称').fill('华东仓停摆');
  await dialog.getByLabel('场景').selectOption('service_delay');
  await dialog.getByLabel('理由').fill('多地反映同一仓库停摆');
  await dialog.getByRole('button', { name: '立项' }).click();
  await expect(dialog).toBeHidden();
  await expect(desk.getByRole('heading', { name: '华东仓停摆' })).toBeVisible();
  expect((await fresh(house, incident)).state).toBe('declared');
});

test('some complaints are split off, and put back by undo', async ({ desk, house }) => {
  const incident = await openTab(desk, house, '投诉');
  const before = await fresh(house, incident);
  const grid = desk.getByRole('grid', { name: '投诉列表' });
  const ticks = grid.getByRole('checkbox', { name: '选择此行' });
  for (const row of [0, 1, 2]) await ticks.nth(row).check();
  const bar = desk.getByRole('group', { name: '已选 3 件' });
  await bar.getByRole('button', { name: '拆出' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog).toContainText('拆出 3 件');
  await expect(dialog).toContainText('可撤销');
  await dialog.getByLabel('理由').fill('说的是另一件事');
  await dialog.getByRole('button', { name: '拆出' }).click();
  const toast = desk.getByRole('region', { name: '通知' });
  await expect(toast).toContainText('已拆出 3 件为新聚类');
  await expect.poll(async () => (await fresh(house, incident)).metrics.posts).toBe(before.metrics.posts - 3);
  await expect(desk.getByRole('tab', { name: '投诉' })).toContainText((before.metrics.posts - 3).toLocaleString('en'));

  await toast.getByRole('button', { name: '撤销' }).click();
  await expect(toast).toContainText('已撤销');
  await expect
    .poll(async () => (await fresh(house, incident)).metrics)
    .toMatchObject({
      posts: before.metrics.posts,
      complaints: before.metrics.complaints,
      complainants: before.metrics.complainants,
    });
  await expect(desk.getByRole('tab', { name: '投诉' })).toContainText(before.metrics.posts.toLocaleString('en'));
  await desk.getByRole('tab', { name: '态势' }).click();
  await expect.poll(() => people(desk)).toBe(before.metrics.complainants);
});

test('the severity is overruled with a reason, next to what was computed', async ({ desk, house }) => {
  const incident = await openTab(desk, house, '态势');
  const wanted = incident.severity.level === 'S2' ? 'S3' : 'S2';
  await desk.getByRole('button', { name: '更多', exact: true }).click();
  await desk.getByRole('menuitem', { name: '变更级别' }).click();
  const dialog = desk.getByRole('dialog', { name: '变更级别' });
  await dialog.getByLabel('级别', { exact: true }).selectOption(wanted);
  await dialog.getByLabel('理由').fill('已与仓方确认，范围可控');
  await dialog.getByRole('button', { name: '变更级别' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await fresh(house, incident)).severity.level).toBe(wanted);
  await desk.getByTitle('级别依据').click();
  await expect(desk.getByText('人工改定').first()).toBeVisible();
  await expect(desk.getByText('已与仓方确认，范围可控').first()).toBeVisible();
});

test('the timeline has written every step by itself', async ({ desk, house }) => {
  await openTab(desk, house, '时间线');
  const timeline = desk.getByRole('region', { name: '时间线' });
  for (const line of ['形成疑似群体事件', '多地反映同一仓库停摆', '拆出 3 件投诉', '撤销操作', '已与仓方确认，范围可控'])
    await expect(timeline.getByText(line).first()).toBeVisible();
  await desk.getByRole('button', { name: '记一笔' }).click();
  const dialog = desk.getByRole('dialog', { name: '记一笔' });
  await dialog.getByLabel('内容').fill('已请仓储负责人到场');
  await dialog.getByRole('button', { name: '写入时间线' }).click();
  await expect(timeline.getByText('已请仓储负责人到场')).toBeVisible();
});
