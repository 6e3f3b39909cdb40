import { entered, expect, test } from '../support/house.js';

const alarming = (i: number) => ({
  text: `华东仓发来的预制菜，全家吃完食物中毒住院，要求华东仓赔偿退款（第 ${i} 位）`,
  channel: 'phone',
  place: '上海市',
  complainant: { phone: `1370000${String(1_000 + i)}` },
});

test('a long list draws only what is in sight, and the keyboard walks all of it', async ({ desk, crisis }) => {
  const { no, metrics } = await crisis.largest();
  await desk.goto(`${crisis.url}/incidents/${no}/complaints`);
  const grid = desk.getByRole('grid');
  const rows = grid.locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 1440, height: 900 },
    { width: 900, height: 800 },
  ]) {
    await desk.setViewportSize(size);
    await expect.poll(() => rows.count()).toBeLessThan(60);
    await expect.poll(() => desk.getByRole('checkbox').count()).toBeLessThan(70);
  }
  await desk.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThanOrEqual(metrics.posts + 1);
  const focused = async (): Promise<number> => Number(await desk.evaluate(() => document.activeElement?.getAttribute('aria-rowindex')));
  await rows.first().focus();
  await desk.keyboard.press('PageDown');
  await expect.poll(focused).toBeGreaterThan(10);
  await desk.keyboard.press('End');
  await expect.poll(focused).toBeGreaterThan(99);
  await desk.keyboard.press('Home');
  await expect.poll(focused).toBe(2);
  expect(await rows.count()).toBeLessThan(60);
});

test('every key of the help sheet does what it says', async ({ desk, crisis }) => {
  const { no } = await crisis.largest();
  const room = `${crisis.url}/incidents/${no}`;
  await desk.goto(`${room}/complaints`);
  const rows = desk.getByRole('grid').locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  await desk.keyboard.press('j');
  await desk.keyboard.press('x');
  await expect(desk.getByText('已选 1 件')).toBeVisible();
  await desk.keyboard.press('j');
  await desk.keyboard.press('j');
  await desk.keyboard.press('Shift+X');
  await expect(desk.getByText('已选 3 件')).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByText('已选 3 件')).toHaveCount(0);
  await desk.keyboard.press('o');
  await expect(desk).toHaveURL(/[?&]id=/);
  await desk.keyboard.press('v');
  await expect(desk.getByRole('dialog')).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await desk.keyboard.press('Escape');
  await expect(desk).not.toHaveURL(/[?&]id=/);
  await desk.keyboard.press('3');
  await expect(desk).toHaveURL(/timeline/);
  await desk.keyboard.press('n');
  await expect(desk.getByRole('dialog', { name: '记一笔' })).toBeVisible();
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('1');
  await expect(desk.getByRole('button', { name: '暂停实时更新' })).toBeVisible();
  await desk.keyboard.press('p');
  await expect(desk.getByRole('button', { name: '恢复实时更新' })).toBeVisible();
  for (const [keys, url] of [
    [['g', 'o'], /overview/],
    [['g', 'i'], /inbox/],
    [['g', 'w'], /incidents$/],
    [['g', 'm'], /profile/],
    [['g', 'd'], /admin/],
    [['/'], /search/],
  ] as const) {
    for (const key of keys) await desk.keyboard.press(key);
    await expect(desk).toHaveURL(url);
    await desk.locator('body').evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  }
  await desk.keyboard.press('Shift+?');
  await expect(desk.getByRole('dialog', { name: '快捷键' })).toBeVisible();
});

test('danger to people alarms in rail, key figures, feed and list, and can be filtered for', async ({ desk, ownHouse, context }) => {
  const page = await entered(context, ownHouse.url, ownHouse.admin);
  await desk.close();
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(`${ownHouse.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ownHouse.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(alarming(i)),
    });
    expect(answer.status).toBe(201);
  }
  await expect
    .poll(async () => (await ownHouse.admin.get<{ items: unknown[] }>('/incidents?limit=10')).items.length, { timeout: 30_000 })
    .toBeGreaterThan(0);
  const { no } = await ownHouse.largest();
  await page.goto(`${ownHouse.url}/incidents/${no}/situation`);
  await expect(page.getByRole('complementary', { name: '群体事件' }).getByText(/安全 \d/)).toBeVisible();
  await expect(page.getByRole('log').getByText(/中毒/).locator('visible=true').first()).toBeVisible();
  const figure = page.getByRole('group', { name: '关键指标' }).getByRole('button', { name: /人身安全/ });
  await expect(figure).toHaveClass(/kpi--alarm/);
  await expect(figure.locator('.kpi__value')).toHaveText('3');
  await figure.click();
  await expect(page.getByText('共 3 件', { exact: true })).toBeVisible();
  await expect(page.getByText('不含匿名转发')).toBeVisible();
  await page.goto(`${ownHouse.url}/inbox`);
  // The count that joins the name comes when it has been read.
  await page
    .getByRole('navigation', { name: '收件箱视图' })
    .getByRole('button', { name: /^人身安全/ })
    .click();
  await expect(page.getByText('共 3 件', { exact: true })).toBeVisible();
});

test('a war room opened as the server went away shows a calm place for the map, and heals', async ({ desk, crisis }) => {
  const { no } = await crisis.largest();
  let away = true;
  await desk.route(/\/assets\/(leaflet-map|chart-canvas|echarts)[^/]*\.js|\/geo\//, (route) =>
    away ? route.abort('connectionrefused') : route.continue(),
  );
  await desk.goto(`${crisis.url}/incidents/${no}/situation`);
  await expect(desk.getByText('底图暂时取不到')).toBeVisible({ timeout: 30_000 });
  await expect(desk.getByText('加载失败')).toHaveCount(0);
  away = false;
  await expect(desk.locator('.leaflet-container').locator('path, canvas').first()).toBeAttached({ timeout: 30_000 });
  await expect(desk.locator('.situation__velocity canvas').first()).toBeAttached({ timeout: 30_000 });
  await expect(desk.getByText('底图暂时取不到')).toHaveCount(0);
});
