import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/house.js';

test('a wall link shows the situation to whoever holds it, until it is revoked', async ({ desk, crisis, browser }) => {
  await desk.goto(`${crisis.url}/admin/walls`);
  await desk.getByRole('button', { name: '新建大屏链接' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('名称').fill('二楼值班室');
  await dialog.getByRole('button', { name: '新建' }).click();
  await expect(dialog.getByText('请立即复制，此链接只显示这一次。')).toBeVisible();
  const url = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: '我已保存' }).click();

  const context = await browser.newContext({ locale: 'zh-CN' });
  const wall = await context.newPage();
  await wall.goto(url);
  await expect(wall.getByText('群体事件态势').first()).toBeVisible();
  const incident = await crisis.largest();
  await expect(wall.getByText(incident.title).first()).toBeVisible();
  await expect(wall.getByRole('button', { name: /立项|拆出/ })).toHaveCount(0);

  await desk.getByRole('button', { name: '吊销大屏链接“二楼值班室”' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '吊销' }).click();
  await expect(desk.getByText('大屏链接“二楼值班室”已吊销')).toBeVisible();
  await expect(wall.getByText('这个大屏链接已停用')).toBeVisible({ timeout: 45_000 });
  await context.close();
});

const CSV = `编号,投诉内容,电话,时间
A-1,空调到货三天不制冷，售后不上门，要求换货,13900000001,2026-11-20 09:00
A-2,,13900000002,2026-11-20 09:05
A-3,空调安装师傅漏打胶，墙面渗水，要求维修,13900000003,2026-11-20 09:10
`;

test('a CSV file with a bad line brings in the good ones and gives the bad one back', async ({ desk, house }) => {
  await desk.goto(`${house.url}/admin/import`);
  await desk
    .getByLabel('选择文件')
    .first()
    .setInputFiles({ name: '十一月.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await expect(desk.getByText('列与字段的对应')).toBeVisible();
  await desk.getByLabel('“编号”对应的字段').selectOption('externalId');
  await desk.getByLabel('“投诉内容”对应的字段').selectOption('text');
  await desk.getByLabel('“电话”对应的字段').selectOption('phone');
  await desk.getByLabel('“时间”对应的字段').selectOption('occurredAt');
  await expect(desk.getByText(/可导入 2 行.*有误 1 行/)).toBeVisible();
  await desk.getByRole('button', { name: '开始导入 3 行' }).click();
  await expect(desk.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 });
  const numbers = desk.locator('dl');
  await expect(numbers).toContainText(/已受理\s*2/);
  await expect(numbers).toContainText(/有误，未导入\s*1/);
  const downloading = desk.waitForEvent('download');
  await desk.getByRole('link', { name: '下载错误文件' }).click();
  const file = await readFile((await (await downloading).path()) ?? '', 'utf8');
  expect(file).toContain('A-2');
  expect(file).not.toContain('A-1');
  const found = async (): Promise<number> =>
    (await house.admin.get<{ items: unknown[] }>(`/complaints?q=${encodeURIComponent('墙面渗水')}`)).items.length;
  await expect.poll(found, { timeout: 30_000 }).toBe(1);

  // Filed after it, and none of its own.
  const filed = await fetch(`${house.url}/api/v1/complaints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: '电梯停运三天没有人修', channel: 'phone' }),
  });
  expect(filed.status).toBe(201);
  await desk.getByRole('link', { name: '查看这批投诉' }).click();
  await expect(desk.getByText('共 2 件')).toBeVisible();
  await expect(desk.getByText('墙面渗水').first()).toBeVisible();
  await expect(desk.getByText(/^导入批次/)).toBeVisible();
});

const GB18030 = Buffer.from(
  'b1a8b1edc3fbb3c6a3bacdb6cbdfc3f7cfb80ab1e0bac53bcdb6cbdfc4dac8dd0a413bc2a9cbaed2aac7f3cdcbbfee0a423bcda3b5e7c1bdccec0a',
  'hex',
);

test('how a file is read is shown and can be changed, and its result is found again', async ({ desk, house }) => {
  await desk.goto(`${house.url}/admin/import`);
  await desk.getByLabel('选择文件').first().setInputFiles({ name: '旧系统.csv', mimeType: 'text/csv', buffer: GB18030 });
  await expect(desk.getByLabel('编码', { exact: true })).toHaveValue('gb18030');
  await expect(desk.getByRole('button', { name: '第 2 行是列名' })).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.getByLabel('“投诉内容”对应的字段')).toHaveValue('text');
  await desk.getByRole('button', { name: '第 1 行是列名' }).click();
  await expect(desk.getByLabel('“投诉内容”对应的字段')).toHaveCount(0);
  await desk.getByRole('button', { name: '第 2 行是列名' }).click();
  await desk.getByLabel('编码', { exact: true }).selectOption('windows-1252');
  await expect(desk.getByLabel('“投诉内容”对应的字段')).toHaveCount(0);
  await desk.getByLabel('编码', { exact: true }).selectOption('gb18030');
  await expect(desk.getByLabel('“投诉内容”对应的字段')).toHaveValue('text');
  await desk.getByRole('button', { name: '开始导入 2 行' }).click();
  await desk.goto(`${house.url}/inbox`);
  await desk.goto(`${house.url}/admin/import`);
  await desk.getByRole('button', { name: '旧系统.csv' }).click();
  await expect(desk.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 });
  await expect(desk.locator('dl')).toContainText(/已受理\s*2/);
});
