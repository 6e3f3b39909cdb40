import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

test('what somebody typed outlives Esc and a press outside, and one Esc closes one layer', async ({ desk, crisis }) => {
  test.setTimeout(120_000);
  const { no } = await crisis.largest();
  // Lists leave out the first letters of the number; the address takes it so.
  await desk.goto(`${crisis.url}/incidents/${no.replace('INC-', '')}`);
  await expect(desk).toHaveURL(new RegExp(`/incidents/${no}/situation$`));
  await desk.getByRole('tab', { name: '时间线' }).click();
  await desk.getByRole('button', { name: '记一笔' }).click();
  const dialog = desk.getByRole('dialog', { name: '记一笔' });
  await dialog.getByLabel('内容').fill('客户要求今天回电');
  await desk.keyboard.press('Escape');
  await expect(dialog.getByText('填写的内容还没有保存。')).toBeVisible();
  await expectAxeClean(desk, 'a dialog that asks before it discards');
  await desk.keyboard.press('Escape');
  await expect(dialog.getByText('填写的内容还没有保存。')).toBeHidden();
  await desk.mouse.click(5, 5);
  await dialog.getByRole('button', { name: '继续填写' }).click();
  await expect(dialog.getByLabel('内容')).toHaveValue('客户要求今天回电');
  await desk.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '丢弃并关闭' }).click();
  await expect(dialog).toBeHidden();

  await desk.goto(`${crisis.url}/inbox`);
  await desk.getByRole('grid').getByRole('row').nth(1).click();
  const drawer = desk.getByRole('article', { name: /^投诉/ });
  await expect(drawer.getByText('处理记录')).toBeVisible();
  await desk.getByRole('button', { name: '渠道', exact: true }).click();
  await expect(desk.getByRole('group', { name: '渠道' })).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('group', { name: '渠道' })).toBeHidden();
  await expect(drawer).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

interface Row {
  id: string;
  receiptNo: string;
  version: number;
}

test('who comes second reads who was first, when and with what, and may go ahead with their own words', async ({ desk, crisis }) => {
  test.setTimeout(120_000);
  const { items } = await crisis.admin.get<{ items: Row[] }>('/complaints?status=received&limit=1');
  const { id } = items[0] as Row;
  const agent = await crisis.person('agent');
  await desk.goto(`${crisis.url}/inbox?id=${id}`);
  const drawer = desk.getByRole('article', { name: /^投诉/ });
  await drawer.getByRole('button', { name: '有效', exact: false }).first().click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel(/依据/).fill('有订单与照片为证');
  const { version } = await agent.get<Row>(`/complaints/${id}`);
  await agent.post(`/complaints/${id}/status`, { status: 'in_progress' }, { 'if-match': `"${version}"` });
  await dialog.getByRole('button', { name: '确认判定' }).click();
  await expect(dialog.getByText(/agent · 状态：已受理 → 处理中/)).toBeVisible();
  await expect(dialog.getByLabel(/依据/)).toHaveValue('有订单与照片为证');
  await expectAxeClean(desk, 'a dialog that was overtaken');
  await dialog.getByRole('button', { name: '确认判定' }).click();
  await expect(dialog).toBeHidden();
  const history = drawer.getByRole('region', { name: '处理记录' });
  await expect(history).toContainText('有效性：待判定 → 有效');
  await expect(history).toContainText('agent · 状态：已受理 → 处理中');
});
