import type { Page } from '@playwright/test';
import { expectAxeClean } from '../support/axe.js';
import { expect, test, type House } from '../support/house.js';

type Screen = [name: string, path: string, ready: (page: Page) => Promise<void>];

const sees = (text: string | RegExp) => (page: Page) => expect(page.getByText(text).first()).toBeVisible();

async function screensOf(house: House): Promise<Screen[]> {
  const { no } = await house.largest();
  const { items } = await house.admin.get<{ items: { id: string }[] }>('/groups?limit=1');
  const grid = (page: Page) => expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  const chart = (page: Page) => expect(page.locator('.leaflet-container').locator('path, canvas').first()).toBeAttached();
  return [
    ['overview', '/overview', chart],
    ['incidents', '/incidents', sees(no.replace('INC-', ''))],
    ['situation', `/incidents/${no}/situation`, chart],
    ['complaints', `/incidents/${no}/complaints`, grid],
    ['timeline', `/incidents/${no}/timeline`, sees('形成疑似群体事件')],
    ['inbox', '/inbox', grid],
    ['groups', '/groups', grid],
    ['re-clustering', '/groups/recluster', sees('还没有重新聚类过')],
    ['group', `/groups/${items[0]?.id ?? ''}`, sees('为何归在一起')],
    ['search', '/search?q=%E4%BC%98%E6%83%A0%E5%88%B8', sees(/投诉 [\d,]+ 件/)],
    ['users', '/admin/users', sees('admin@tocsin.test')],
    ['keys', '/admin/keys', sees('journeys')],
    ['policies', '/admin/policies', sees('群体事件检测策略')],
    ['walls', '/admin/walls', sees('新建大屏链接')],
    ['import', '/admin/import', sees('把表格文件拖到这里')],
    ['audit', '/admin/audit', sees(/链头 #\d+/)],
    ['profile', '/profile', sees('动态验证码')],
  ];
}

const PUBLIC: Screen[] = [
  ['login', '/login', sees('登录群诉指挥台')],
  ['filing', '/c/new', sees('提交并获取受理编号')],
  ['tracking', '/c/track', sees('查询进度')],
];

for (const colorScheme of ['dark', 'light'] as const)
  test(`no screen has anything for axe to say, ${colorScheme}`, async ({ desk, crisis, browser }) => {
    test.setTimeout(300_000);
    await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [name, path, ready] of await screensOf(crisis)) {
      await desk.goto(`${crisis.url}${path}`);
      await ready(desk);
      await expect(desk.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectAxeClean(desk, `${name}, ${colorScheme}`);
    }
    const context = await browser.newContext({ colorScheme, locale: 'zh-CN', reducedMotion: 'reduce' });
    const visitor = await context.newPage();
    const { token } = await crisis.admin.post<{ token: string }>('/wall-links', { name: `axe ${colorScheme}` });
    const wall: Screen = ['wall', `/wall/${token}?theme=${colorScheme}`, sees('群体事件态势')];
    for (const [name, path, ready] of [...PUBLIC, wall]) {
      await visitor.goto(`${crisis.url}${path}`);
      await ready(visitor);
      await expectAxeClean(visitor, `${name}, ${colorScheme}`);
    }
    await context.close();
  });

test('on a phone every screen fits its width', async ({ desk, crisis }) => {
  test.setTimeout(180_000);
  await desk.setViewportSize({ width: 390, height: 844 });
  const wide: string[] = [];
  const screens = (await screensOf(crisis)).filter(([name]) => !['complaints', 'inbox', 'groups'].includes(name));
  const lists: Screen[] = ['/inbox', '/groups', `/incidents/${(await crisis.largest()).no}/complaints`].map((path) => [
    path,
    path,
    (page) => expect(page.getByRole('main')).toContainText(/\d/),
  ]);
  for (const [name, path, ready] of [...screens, ...lists, ...PUBLIC]) {
    await desk.goto(`${crisis.url}${path}`);
    if (name !== 'login') await ready(desk);
    const over = await desk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) wide.push(`${name}: ${over} px`);
  }
  expect(wide).toEqual([]);
});

test('the same short way in English', async ({ desk, crisis }) => {
  const incident = await crisis.largest();
  await desk.goto(`${crisis.url}/profile`);
  await desk.getByRole('radio', { name: 'English' }).check({ force: true });
  await expect(desk.locator('html')).toHaveAttribute('lang', 'en');
  await desk.getByRole('link', { name: 'War room' }).click();
  await desk.getByRole('link', { name: new RegExp(incident.no.replace('INC-', '')) }).click();
  await expect(desk.getByRole('tab', { name: 'Situation' })).toHaveAttribute('aria-selected', 'true');
  await desk.getByRole('tab', { name: 'Timeline' }).click();
  await expect(desk.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await desk.keyboard.press('Control+k');
  await desk.getByRole('dialog').getByRole('combobox').fill('overview');
  await desk.keyboard.press('Enter');
  await expect(desk).toHaveURL(/\/overview/);
  const left = await desk.getByRole('navigation').first().innerText();
  expect(left).not.toMatch(/[\u4e00-\u9fff]/);
});
