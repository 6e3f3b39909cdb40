import { expectAxeClean } from '../support/axe.js';
import { entered, expect, test } from '../support/house.js';

const aircon = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];

test('everything is read once more after the dictionary changed: a preview is looked at, accepted, and one is discarded', async ({
  context,
  ownHouse: house,
}) => {
  const desk = await entered(context, house.url, house.admin);
  for (const text of [...aircon('云帆'), ...aircon('海岳')]) await house.admin.post('/complaints', { text, channel: 'app' });
  const groups = async (): Promise<(string | null)[]> => {
    const { items } = await house.admin.get<{ items: { groupId: string | null }[] }>('/complaints?limit=100');
    return [...new Set(items.map(({ groupId }) => groupId))];
  };
  await expect.poll(async () => (await groups()).join(), { timeout: 30_000 }).toMatch(/^[0-9a-f-]{36}$/);
  for (const name of ['云帆', '海岳']) await house.admin.post('/dictionary', { kind: 'brand', name, aliases: [] });
  const inForce = async (): Promise<number> => (await house.admin.get<{ inForce: number }>('/dictionary')).inForce;
  await expect.poll(inForce, { timeout: 30_000 }).toBe(2);

  await desk.goto(`${house.url}/groups`);
  await desk.getByRole('tab', { name: '重新聚类' }).click();
  await expect(desk.getByText('还没有重新聚类过')).toBeVisible();
  await expectAxeClean(desk, 're-clustering, nothing yet');
  const dialog = desk.getByRole('dialog');
  const begin = async (reason: string): Promise<void> => {
    await desk.getByRole('button', { name: '重新聚类' }).click();
    await dialog.getByLabel('理由').fill(reason);
    await expectAxeClean(desk, 'starting a re-clustering');
    await dialog.getByRole('button', { name: '重新聚类' }).click();
    await expect(desk.getByRole('heading', { name: '差异预览' })).toBeVisible({ timeout: 60_000 });
  };
  await begin('词典加了两个品牌');

  const table = desk.getByRole('region', { name: '将应用' });
  await expect(table.getByRole('cell', { name: '拆出' })).toBeVisible();
  await expect(table.getByText('6 → 3')).toBeVisible();
  await expect(table.getByText('新，3 件')).toBeVisible();
  await expectAxeClean(desk, 'the preview of a re-clustering');
  await desk.getByRole('radio', { name: '不应用' }).click();
  await expect(desk.getByText('没有因人的决定而留下的。')).toBeVisible();
  await desk.getByRole('radio', { name: '将应用' }).click();

  await desk.getByRole('button', { name: '接受' }).click();
  await expect(dialog.getByText(/3 件投诉将换聚类/)).toBeVisible();
  await dialog.getByLabel('理由').fill('按品牌分开');
  await dialog.getByRole('button', { name: '接受' }).click();
  await expect(desk.getByText('已应用：3 件投诉换了聚类')).toBeVisible();
  await expect(desk.getByRole('region', { name: '历次运行' }).getByText('已接受')).toBeVisible();
  expect(await groups()).toHaveLength(2);

  await begin('再看一遍');
  await expect(desk.getByText('什么都不会变。')).toBeVisible();
  await desk.getByRole('button', { name: '放弃' }).click();
  await dialog.getByLabel('理由').fill('没有差异');
  await dialog.getByRole('button', { name: '放弃' }).click();
  await expect(desk.getByRole('region', { name: '历次运行' }).getByText('已放弃')).toBeVisible();
});
