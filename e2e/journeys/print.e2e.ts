import { expect, test } from '../support/house.js';

test('paper holds every loaded row, light colours and the time it was printed', async ({ desk, crisis }) => {
  const { no } = await crisis.largest();
  await desk.goto(`${crisis.url}/incidents/${no}/complaints`);
  const rows = desk.getByRole('grid').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const onScreen = await rows.count();
  await desk.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await desk.emulateMedia({ media: 'print' });
  expect(await rows.count()).toBeGreaterThan(onScreen);
  await expect(desk.getByText(/^打印于 .*（Asia\/Shanghai）/)).toBeVisible();
  await expect(desk.getByText(/^已打印 [\d,]+ 行，共 [\d,]+ 行/)).toBeVisible();
  await expect(desk.locator('html')).toHaveAttribute('data-theme', 'light');
  // Rows of any height follow each other, none over the next.
  const [first, second] = [await rows.nth(1).boundingBox(), await rows.nth(2).boundingBox()];
  expect((second?.y ?? 0) - (first?.y ?? 0)).toBeGreaterThanOrEqual((first?.height ?? 0) - 1);
  await expect(desk.getByRole('navigation', { name: '主导航' })).toBeHidden();
  await desk.emulateMedia({ media: 'screen' });
  await desk.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(desk.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await rows.count()).toBeLessThanOrEqual(onScreen);
});
