import { expectAxeClean } from '../support/axe.js';
import { entered, expect, test } from '../support/house.js';

const OTHERS = [
  '手机壳颜色和图片有色差，想换一个红色的',
  '航班延误七个小时没人安排食宿',
  '健身房跑路会员卡退不了钱',
  '酸奶喝出异物客服不理',
  '机票退票费收了一半价钱不合理',
  '宽带断网一周没有师傅来修',
  '银行冻结账户说不清理由',
  '保险代理人夸大收益误导投保',
  '学校食堂饭菜太咸分量又少',
  '电动车电池续航缩水一半',
];
const LIFT = [
  '小区电梯三天两头故障，上周困人半小时，物业一直不修',
  '电梯又坏了把老人困在里面，物业说等配件',
  '我们楼的电梯故障频繁，物业拖着不维修',
  '物业不修电梯，电梯困人已经第三次',
];
const RUBBISH = [
  '小区垃圾堆了一周没清运，物业不管，楼下全是异味',
  '小区物业不清运垃圾，垃圾桶满了发臭有异味',
  '小区垃圾站异味很大，物业一直不清理垃圾',
  '小区楼道垃圾没人收，异味熏人，物业拖着不管',
];
const aircon = (brand: string): string[] => [
  `${brand}空调买回来三天就不制冷，报修五次没人上门，要求退货退款`,
  `买的${brand}空调完全不制冷，报修多次都没人上门维修，我要退货`,
  `空调不制冷，${brand}的售后报修之后一直没人上门，请退款退货`,
];

test('the studio proposes, a person accepts, undoes and refuses; themes and reasons are shown beside it', async ({
  context,
  ownHouse: house,
}) => {
  const desk = await entered(context, house.url, house.admin);
  for (const name of ['云帆', '海岳']) await house.admin.post('/dictionary', { kind: 'brand', name, aliases: [] });
  const inForce = async (): Promise<boolean> => {
    const { version, inForce: force } = await house.admin.get<{ version: number; inForce: number }>('/dictionary');
    return version === force;
  };
  await expect.poll(inForce).toBe(true);
  for (const text of [...OTHERS, ...LIFT, ...RUBBISH, ...aircon('云帆'), ...aircon('海岳')])
    await house.admin.post('/complaints', { text, channel: 'app' });
  const waiting = async (): Promise<number> =>
    (await house.admin.get<{ items: { groupId: string | null }[] }>('/complaints?limit=100')).items.filter(
      ({ groupId }) => groupId === null,
    ).length;
  await expect.poll(waiting, { timeout: 30_000 }).toBe(0);

  await desk.goto(`${house.url}/groups/studio`);
  await expect(desk.getByRole('heading', { name: '建议合并' })).toBeVisible();
  await expect(desk.getByText('相似度接近门槛，引擎不敢自行决定。')).toBeVisible();
  await expectAxeClean(desk, 'the group studio');
  await desk.getByRole('button', { name: '接受' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByText(/件（.+人）将全部并入/)).toBeVisible();
  await dialog.getByLabel('理由').fill('同一家物业');
  await dialog.getByRole('button', { name: '接受' }).click();
  await expect(desk.getByText('已按建议调整')).toBeVisible();
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(desk.getByText('已撤销')).toBeVisible();

  await desk.getByRole('tab', { name: '同类问题' }).click();
  await expect(desk.getByText(/2 个对象 · 6 件/)).toBeVisible();
  await expect(desk.getByRole('cell', { name: '海岳', exact: true })).toBeVisible();
  await expectAxeClean(desk, 'themes');

  await desk.goto(`${house.url}/inbox?q=${encodeURIComponent('云帆空调买回来')}`);
  await desk.getByText('云帆空调买回来三天').first().click();
  await desk.getByRole('button', { name: '为何不在那一组' }).click();
  await dialog.getByLabel('按词查找聚类').fill('海岳');
  await dialog.getByRole('radio').first().click();
  await expect(dialog.getByText('对象不同：它说的是“云帆”，那一组是“海岳”')).toBeVisible();
  await expectAxeClean(desk, 'why not in that group');
});
