import type { Page } from '@playwright/test';
import { expectAxeClean } from '../support/axe.js';
import { entered, expect, test } from '../support/house.js';

const palette = (page: Page) => page.getByRole('dialog', { name: '命令面板' });
const open = async (page: Page): Promise<void> => {
  // A page that is still being drawn does not listen to keys yet.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('combobox')).toBeFocused({ timeout: 1_000 });
  }).toPass();
};
const chosen = (page: Page) => palette(page).getByRole('option', { selected: true });

test('the palette finds pages, incidents, complaints, groups, people and views, and Enter takes the best', async ({ desk, crisis }) => {
  test.setTimeout(180_000);
  const incident = await crisis.largest();
  const { items } = await crisis.admin.get<{ items: { id: string; receiptNo: string }[] }>('/complaints?limit=1');
  const [complaint] = items;
  if (complaint === undefined) throw new Error('the crisis has no complaints');
  const groups = await crisis.admin.get<{ items: { id: string; title: string }[] }>('/groups?limit=1&sort=size');
  await crisis.person('legal');
  await crisis.admin.send('PUT', '/auth/desk', { columns: {}, views: [{ id: 'v1', name: '夜班电话', search: { channel: ['phone'] } }] });
  const asked: string[] = [];
  desk.on('request', (request) => {
    if (request.url().includes('/api/v1/search?')) asked.push(request.url());
  });

  await desk.goto(`${crisis.url}/overview`);
  const cases: [typed: string, kind: string, address: RegExp][] = [
    ['cxjl', '页面', /\/groups\/recluster/],
    ['shenji', '页面', /\/admin\/audit/],
    ['收件', '页面', /\/inbox/],
    ['overvew', '页面', /\/overview/],
    [incident.no.replace('INC-', ''), '事件', new RegExp(`/incidents/${incident.no}/`)],
    [complaint.receiptNo.replaceAll('-', ''), '投诉', new RegExp(`id=${complaint.id}`)],
    ['legal@tocsin', '人员', /\/admin\/users\?q=legal/],
    ['ybdh', '视图', /\/inbox\?.*channel=phone/],
  ];
  for (const [typed, kind, address] of cases) {
    await open(desk);
    await palette(desk).getByRole('combobox').fill(typed);
    // What only the server knows comes after a moment; the best of all then stands first and is chosen.
    await expect(chosen(desk).locator('.palette__kind'), typed).toHaveText(kind);
    await expect(palette(desk).getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await desk.keyboard.press('Enter');
    await expect(desk).toHaveURL(address);
    await expect(palette(desk)).toHaveCount(0);
  }

  // An incident bears the title of its group and stands before it; the group is there all the same.
  await open(desk);
  await palette(desk)
    .getByRole('combobox')
    .fill(groups.items[0]?.title ?? '');
  await palette(desk).getByRole('option').filter({ hasText: '聚类' }).first().click();
  await expect(desk).toHaveURL(/\/groups\/[\da-f-]{36}/);

  await desk.goto(`${crisis.url}/overview`);
  await open(desk);
  asked.length = 0;
  await palette(desk).getByRole('combobox').pressSequentially('youhuiquan', { delay: 20 });
  await expect.poll(() => asked.filter((url) => url.includes('q=youhuiquan')).length).toBe(1);
  await expectAxeClean(desk, 'palette');
  // However slowly the letters came, nothing is asked twice.
  expect(new Set(asked).size).toBe(asked.length);
});

test('whoever may not administer people sees who a colleague is, and no pages that are not theirs', async ({ browser, crisis }) => {
  test.setTimeout(120_000);
  const agent = await crisis.person('agent');
  await crisis.person('commander');
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await entered(context, crisis.url, agent);
  await page.goto(`${crisis.url}/inbox`);
  await open(page);
  await palette(page).getByRole('combobox').fill('commander');
  await expect(chosen(page)).toContainText('commander');
  await expect(chosen(page).locator('.palette__kind')).toHaveText('人员');
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: 'commander' });
  await expect(card.getByText('角色', { exact: true })).toBeVisible();
  await expectAxeClean(page, 'person card');
  await page.keyboard.press('Escape');
  await open(page);
  await palette(page).getByRole('combobox').fill('shenji');
  await expect(chosen(page)).toContainText('在投诉与事件中搜索');
  await context.close();
});
