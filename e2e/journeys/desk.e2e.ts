import { expect, test } from '../support/house.js';

test('a person arranges the list of complaints, and finds it so again; a step for many says what it does', async ({ desk, crisis }) => {
  test.setTimeout(180_000);
  // Popups are measured while they move: without motion they must stand where they belong, too.
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  await desk.goto(`${crisis.url}/inbox?channel=phone`);
  const grid = desk.getByRole('grid');
  const heads = grid.getByRole('columnheader');
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await expect(heads.filter({ hasText: '渠道' })).toHaveCount(1);

  await desk.getByRole('button', { name: '显示的列' }).click();
  const columns = desk.getByRole('group', { name: '显示的列' });
  await expect(columns).toBeInViewport();
  await columns.getByLabel('渠道').click();
  await expect(columns.getByLabel('渠道')).not.toBeChecked();
  await expect(heads.filter({ hasText: '渠道' })).toHaveCount(0);
  await desk.keyboard.press('Escape');

  await desk.getByRole('button', { name: '保存为视图' }).click();
  await desk.getByRole('dialog').getByLabel('视图名称').fill('电话投诉');
  await desk.getByRole('dialog').getByRole('button', { name: '保存为视图' }).click();
  await expect(desk.getByText('已保存视图“电话投诉”')).toBeVisible();

  await desk.goto(`${crisis.url}/inbox`);
  await desk.getByRole('button', { name: '电话投诉', exact: true }).click();
  await expect(desk).toHaveURL(/channel=phone/);
  await expect(heads.filter({ hasText: '渠道' })).toHaveCount(0);
  await expect(desk.getByRole('button', { name: '电话投诉', exact: true })).toHaveAttribute('aria-current', 'true');

  await grid.getByRole('row').nth(1).getByRole('checkbox').check();
  await grid.getByRole('row').nth(2).getByRole('checkbox').check();
  await desk.getByRole('button', { name: '批量改状态' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByText('2 件将变为“处理中”')).toBeVisible();
  await dialog.getByRole('button', { name: '改变 2 件' }).click();
  await expect(desk.getByText('2 件已变为“处理中”')).toBeVisible();
  await expect(grid.getByRole('row').nth(1)).toContainText('处理中');
});

test('each figure of the war room leads to the complaints behind it', async ({ desk, crisis }) => {
  test.setTimeout(180_000);
  const { no } = await crisis.largest();
  const figures = desk.getByRole('group', { name: '关键指标' }).getByRole('button');
  const behind = [/from=/, /status=/, /repeated=true/, /emotion=/, /flag=/, /claims=true/];
  for (const [i, address] of behind.entries()) {
    await desk.goto(`${crisis.url}/incidents/${no}/situation`);
    await figures.nth(i + 1).click();
    await expect(desk).toHaveURL(address);
    await expect(desk.getByRole('tab', { name: /^投诉/ })).toHaveAttribute('aria-selected', 'true');
    await expect(desk.getByText('加载失败')).toHaveCount(0);
  }
  await desk.goto(`${crisis.url}/overview`);
  await desk.getByRole('button', { name: /零散投诉/ }).click();
  await expect(desk).toHaveURL(/\/inbox\?.*inIncident=false/);
  await expect(desk.getByRole('button', { name: /去掉筛选 零散投诉/ })).toBeVisible();
  await desk.goto(`${crisis.url}/admin`);
  await expect(desk).toHaveURL(/\/admin\/users/);
});
