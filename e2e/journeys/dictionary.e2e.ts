import { readFile } from 'node:fs/promises';
import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

const CSV = `kind,name,aliases
brand,海岳,海岳电器|HAIYUE
colour,红色,
site,南湖店,南湖旗舰店
`;

test('a dictionary of objects is kept on screen, filled from a file and given back', async ({ desk, house }) => {
  await desk.goto(`${house.url}/admin/dictionary`);
  await desk.getByRole('button', { name: '新增条目' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('名称').fill('云帆');
  await dialog.getByLabel('别名').fill('云帆电器\nYunFan');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('已保存“云帆”')).toBeVisible();
  await expect(desk.getByText('引擎已按此版读取')).toBeVisible();

  await desk.getByRole('button', { name: '导入 CSV' }).click();
  await dialog.getByLabel('选择 CSV 文件').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await expect(dialog.getByText('共 3 行：新增 2，更新 0，不变 0，有误 1')).toBeVisible();
  await expect(dialog.getByText('类别不认识')).toBeVisible();
  await dialog.getByRole('button', { name: '导入 2 条' }).click();
  await expect(desk.getByText('已导入：新增 2 条，更新 0 条')).toBeVisible();
  await expectAxeClean(desk, 'the dictionary');

  await desk.getByLabel('按名称或别名查找').fill('haiyue');
  await expect(desk.getByRole('row', { name: /海岳电器/ })).toBeVisible();
  await expect(desk.getByRole('row', { name: /云帆/ })).toHaveCount(0);
  await desk.getByRole('button', { name: '停用“海岳”' }).click();
  await dialog.getByRole('button', { name: '停用' }).click();
  await expect(desk.getByText('没有符合的条目')).toBeVisible();

  const downloading = desk.waitForEvent('download');
  await desk.getByRole('link', { name: '导出 CSV' }).click();
  const file = await readFile((await (await downloading).path()) ?? '', 'utf8');
  expect(file).toContain('brand,云帆,云帆电器|YunFan');
  expect(file).not.toContain('海岳');
});

test('a complaint says what it was taken to be about, and a person may say otherwise', async ({ desk, house }) => {
  const text = '云帆空调用了一周就漏水，报修三次没人上门，要求退货';
  await house.admin.post('/complaints', { text, channel: 'app' });
  await desk.goto(`${house.url}/inbox?q=${encodeURIComponent('漏水')}`);
  await desk.getByText('云帆空调用了一周').first().click();
  await desk.getByRole('button', { name: '为何归在这里' }).click();
  await expect(desk.getByText('来自词典 · 可信度 0.90')).toBeVisible();
  await desk.getByRole('button', { name: '为何归在这里' }).click();
  await desk.getByRole('button', { name: '更正对象' }).click();
  const dialog = desk.getByRole('dialog', { name: '这件投诉说的是谁' });
  await dialog.getByLabel('名称').fill('青禾');
  await dialog.getByLabel('理由').fill('客户来电更正');
  await dialog.getByRole('button', { name: '更正' }).click();
  await expect(desk.getByText(/已更正为“青禾”/)).toBeVisible();
  await desk.getByRole('button', { name: '为何归在这里' }).click();
  await expect(desk.getByText('人工指定 · 可信度 1.00')).toBeVisible();
});
