import type { Locator } from '@playwright/test';
import { expect, test } from '../support/house.js';

async function apart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  if (a === null || b === null) return false;
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

test('menus begin with what is harmless, blocked buttons say why, and popovers leave what they explain in sight', async ({
  desk,
  crisis,
}) => {
  test.setTimeout(120_000);
  await desk.emulateMedia({ reducedMotion: 'reduce' });
  const { no } = await crisis.largest();
  await desk.goto(`${crisis.url}/incidents/${no}/situation`);
  await desk.getByRole('banner').or(desk.getByRole('main')).getByRole('button', { name: '更多' }).first().click();
  const entries = desk.getByRole('menu').getByRole('menuitem');
  await expect(entries.last()).toHaveText(/误报|排除/);
  await expect(entries.first()).not.toHaveText(/误报|排除/);
  await expect(entries.first()).toBeFocused();
  await desk.keyboard.press('Escape');

  const why = desk.getByTitle('级别依据');
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1024, height: 640 },
    { width: 390, height: 844 },
  ]) {
    await desk.setViewportSize(viewport);
    await why.click();
    const popover = desk.locator('.ant-popover-container');
    await expect(popover).toBeInViewport();
    await expect.poll(() => apart(why, popover), `${viewport.width} px`).toBe(true);
    await desk.keyboard.press('Escape');
    await expect(popover).toHaveCount(0);
  }

  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${crisis.url}/profile`);
  await desk.getByRole('button', { name: '启用', exact: true }).click();
  const enable = desk.getByRole('dialog').getByRole('button', { name: '启用' });
  await expect(enable).toHaveAccessibleDescription('请先输入当前密码');
  await desk.keyboard.press('Tab');
  await expect(enable).toBeFocused();
  await expect(desk.getByRole('tooltip')).toHaveText('请先输入当前密码');
  await desk.getByRole('dialog').getByLabel('当前密码').fill('something');
  await expect(enable).not.toHaveAttribute('aria-disabled', 'true');
  await expect(enable).toHaveAccessibleDescription('');

  await desk.goto(`${crisis.url}/admin/dictionary`);
  await desk.getByRole('button', { name: '新增条目' }).click();
  await expect(desk.getByRole('dialog').getByRole('button', { name: '保存' })).toHaveAccessibleDescription('名称至少 2 个字');
});
