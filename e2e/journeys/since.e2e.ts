import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

test('whoever comes back is told what changed, and each number opens what it counts', async ({ desk, crisis }) => {
  test.setTimeout(120_000);
  const { id, no } = await crisis.largest();
  const { lastSeq } = await crisis.admin.get<{ lastSeq: number }>(`/incidents/${id}`);
  // The first look begins the visits; saying that all is read ends the one before.
  await crisis.admin.send('PUT', `/attention/incidents/${id}/seen`, { seq: lastSeq });
  await crisis.admin.send('PUT', `/attention/incidents/${id}/seen`, { seq: lastSeq, settle: true });
  const commander = await crisis.person('commander');
  await commander.post(`/incidents/${id}/notes`, { text: '仓库负责人已到场' });
  await commander.post(`/incidents/${id}/severity`, { severity: 'S3', reason: '媒体已介入' });
  await desk.goto(`${crisis.url}/incidents/${no}/situation`);
  const strip = desk.getByRole('region', { name: '您上次查看之后的变化' });
  await expect(strip).toContainText('新记录 1 条');
  await expect(strip).toContainText('级别');
  await expectAxeClean(desk, 'since strip');
  await strip.getByRole('link', { name: '新记录 1 条' }).click();
  await expect(desk).toHaveURL(/timeline\?lane=note/);
  await expect(desk.getByRole('radio', { name: '记录', exact: true })).toBeChecked();
  await expect(desk.getByText('仓库负责人已到场')).toBeVisible();
  await desk.getByRole('button', { name: '导出时间线' }).click();
  const saving = desk.waitForEvent('download');
  await desk.getByRole('menuitem', { name: '导出 CSV' }).click();
  expect((await saving).suggestedFilename()).toBe(`${no}-timeline.csv`);
  await desk.goBack();
  await desk.getByRole('button', { name: '导出态势' }).click();
  const savingAll = desk.waitForEvent('download');
  await desk.getByRole('menuitem', { name: '导出 XLSX（全部）' }).click();
  expect((await savingAll).suggestedFilename()).toBe(`${no}-situation.xlsx`);
  await strip.getByRole('button', { name: '知道了' }).click();
  await expect(strip).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByRole('group', { name: '关键指标' })).toBeVisible();
  await expect(strip).toHaveCount(0);
});
