import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/house.js';

const REASON = '监管机构要求提供完整名单';

test('an export of what is personal that fails leaves the page and the reason, and the next try saves the file', async ({
  desk,
  crisis,
}) => {
  test.setTimeout(180_000);
  const { no } = await crisis.largest();
  await desk.goto(`${crisis.url}/incidents/${no}/complaints`);
  await desk.getByRole('button', { name: '导出这份列表' }).click();
  await desk.getByRole('menuitem', { name: '导出 CSV（含个人信息）' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByText(/件投诉的个人信息将离开系统/)).toBeVisible();
  await dialog.getByLabel('导出理由').fill(REASON);

  await desk.route('**/api/v1/complaints/export', (route) => route.abort());
  await dialog.getByRole('button', { name: '导出', exact: true }).click();
  await expect(dialog.getByText('连不上服务器，请检查网络。')).toBeVisible();
  await expect(dialog.getByLabel('导出理由')).toHaveValue(REASON);
  await expect(desk).toHaveURL(/\/complaints/);

  await desk.unroute('**/api/v1/complaints/export');
  const saving = desk.waitForEvent('download');
  await dialog.getByRole('button', { name: '导出', exact: true }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await expect(dialog).toHaveCount(0);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(lines.length).toBeGreaterThan(1);

  const { items } = await crisis.admin.get<{ items: { action: string; detail: Record<string, unknown> }[] }>(
    '/audit?action=complaint.exported&limit=5',
  );
  expect(items[0]?.detail).toMatchObject({ reason: REASON, personal: 'revealed', format: 'csv' });
});
