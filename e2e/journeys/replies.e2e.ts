import type { Page } from '@playwright/test';
import { expectAxeClean } from '../support/axe.js';
import { expect, test, type House } from '../support/house.js';

interface Filed {
  id: string;
  receiptNo: string;
  code: string;
}

async function filed(house: House, contact: string): Promise<Filed> {
  const form = { text: '烤箱第二次使用时玻璃门裂开，售后说不在保修范围，要求退款。', contact, consent: true };
  const receipt = await house.admin.post<{ receiptNo: string; code: string }>('/public/complaints', form);
  const found = async (): Promise<{ id: string; groupId: string | null }[]> =>
    (await house.admin.get<{ items: { id: string; groupId: string | null }[] }>(`/complaints?q=${receipt.receiptNo}`)).items;
  await expect.poll(async () => (await found())[0]?.groupId ?? null, { timeout: 30_000 }).not.toBeNull();
  return { ...receipt, id: (await found())[0]?.id ?? '' };
}

async function track(page: Page, house: House, { receiptNo, code }: Filed): Promise<void> {
  await page.goto(`${house.url}/c/track?no=${receiptNo}`);
  await page.getByLabel('查询码').fill(code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(page.getByRole('region', { name: '处理进度' })).toBeVisible();
}

const SAID = '已为您登记退款 399 元，三个工作日内原路退回。';

test('who sets a complaint to answered says what was said, its complainant reads exactly that, and a mistake is taken back', async ({
  page,
  desk,
  house,
}) => {
  test.setTimeout(120_000);
  const one = await filed(house, '13800138101');
  await desk.goto(`${house.url}/inbox?q=${one.receiptNo}&id=${one.id}`);
  await desk.getByRole('button', { name: '变更状态' }).click();
  await desk.getByRole('menuitem', { name: '已答复' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '改为已答复' })).toHaveAttribute('aria-disabled', 'true');
  await expectAxeClean(desk, 'the dialog that asks for the reply');
  await dialog.getByLabel('答复内容').fill(SAID);
  await dialog.getByLabel('答复方式').selectOption({ label: '电话' });
  await dialog.getByLabel(/内部备注/).fill('客户语气激动');
  await dialog.getByRole('button', { name: '改为已答复' }).click();
  await expect(desk.getByText(`${one.receiptNo} 已改为已答复`)).toBeVisible();

  await track(page, house, one);
  await expect(page.getByText(SAID)).toBeVisible();
  await expect(page.getByText(/· 电话答复/)).toBeVisible();
  await expect(page.getByText('客户语气激动')).toHaveCount(0);
  await expect(page.getByText(/短信或邮件/)).toHaveCount(0);
  await expectAxeClean(page, 'tracking with a reply');

  await desk.getByRole('button', { name: '撤回这条登记' }).click();
  await desk.getByRole('dialog').getByLabel(/原因/).fill('记到了别人的投诉上');
  await desk.getByRole('dialog').getByRole('button', { name: '撤回这条登记' }).click();
  await expect(desk.getByRole('region', { name: '给投诉人的答复' })).toContainText('登记有误');
  await track(page, house, one);
  await expect(page.getByText(SAID)).toHaveCount(0);
  await expect(page.getByText('已答复')).toHaveCount(1);
  await expect(page.getByRole('region', { name: '处理进度' }).locator('strong')).toHaveText('已受理');
});

test('many are set to answered after it was said how many people read what, and taken back at once', async ({ page, desk, house }) => {
  test.setTimeout(120_000);
  const [a, b] = [await filed(house, '13800138102'), await filed(house, '13800138102')];
  await desk.goto(`${house.url}/inbox?sort=newest`);
  const grid = desk.getByRole('grid');
  for (const { receiptNo } of [a, b]) await grid.getByRole('row').filter({ hasText: receiptNo }).getByRole('checkbox').check();
  await desk.getByRole('button', { name: '批量改状态' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('状态').selectOption({ label: '已答复' });
  await expect(dialog.getByText(/涉及 1 名投诉人/)).toContainText('其中 2 件');
  await dialog.getByLabel('答复内容').fill(SAID);
  await dialog.getByLabel('答复方式').selectOption({ label: '短信' });
  await dialog.getByRole('button', { name: '改变 2 件' }).click();
  const toast = desk.getByText('2 件已变为“已答复”');
  await expect(toast).toBeVisible();
  await track(page, house, b);
  await expect(page.getByText(SAID)).toBeVisible();
  // The toast waits while the pointer rests on it, and may be gone by now on a busy machine; the same stands in the drawer.
  const undo = desk.getByRole('button', { name: /撤销/ });
  if (await undo.isVisible()) await undo.click();
  else await house.admin.post('/complaints/status/undo', { batchId: await batchOf(house, a) });
  await expect.poll(async () => (await house.admin.get<{ status: string }>(`/complaints/${b.id}`)).status).toBe('received');
  await track(page, house, b);
  await expect(page.getByText(SAID)).toHaveCount(0);
});

/** What took many complaints a step further together, out of the record of that step. */
async function batchOf(house: House, { id }: Filed): Promise<string> {
  const { items } = await house.admin.get<{ items: { subject: { id: string }; detail: { batchId?: string } }[] }>(
    '/audit?action=complaint.status-changed&order=desc',
  );
  return items.find(({ subject, detail }) => subject.id === id && detail.batchId !== undefined)?.detail.batchId ?? '';
}
