import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

test('a draft of the detection policy is tried on the past before it is put in force', async ({ desk, crisis }) => {
  test.setTimeout(180_000);
  const { items } = await crisis.admin.get<{ items: { no: string; cause: { rule: string } }[] }>('/incidents?limit=100');
  await desk.goto(`${crisis.url}/admin/policies`);
  const part = desk.getByRole('region', { name: '回测检测策略' });
  const run = part.getByRole('button', { name: '回测' });
  await part.getByRole('radio', { name: '近 7 天' }).click();
  await run.click();
  await expect(part.getByRole('status').filter({ hasText: '两者形成的疑似事件完全相同' })).toBeVisible({ timeout: 60_000 });
  await expect(part.getByRole('heading', { name: '与实际记录核对' })).toBeVisible();
  await expectAxeClean(desk, 'back-test');

  const people = desk.getByLabel('投诉人数');
  await people.fill('1');
  await expect(run).toHaveAccessibleDescription('先把上面的数值填对');
  // Nearly everything that the policy in force raises is too small for this one.
  await people.fill('100000');
  await desk.getByLabel('突增件数').fill('1000000');
  await desk.getByLabel('重大风险一件即报').uncheck();
  await expect(part.getByRole('note')).toContainText('以下结果对应的是');
  await run.click();
  const gone = part.getByRole('radio', { name: /不再报警/ });
  await expect(gone).toBeVisible({ timeout: 60_000 });
  await expect(part.getByRole('note')).toHaveCount(0);
  await gone.click();
  await expect(gone).toBeChecked();
  const table = part.getByRole('region', { name: '逐个对照' });
  const first = table.getByRole('row').nth(1);
  await expect(first).toContainText('不报警');
  const link = first.getByRole('link');
  const no = /INC-\d{4}-\d{4}/.exec(await link.innerText())?.[0] ?? '';
  expect(items.map((one) => one.no)).toContain(no);
  await link.click();
  await expect(desk).toHaveURL(new RegExp(`/incidents/${no}/situation`));
  // Nothing was put in force.
  await desk.goto(`${crisis.url}/admin/policies`);
  await expect(desk.getByLabel('投诉人数')).toHaveValue('5');
  await desk.goto(`${crisis.url}/admin/audit`);
  await expect(desk.getByRole('table').getByText('回测一份检测策略草案').first()).toBeVisible();
});

test('a policy that somebody else changed meanwhile is not overwritten, and what was typed stays', async ({ desk, crisis }) => {
  await desk.goto(`${crisis.url}/admin/policies`);
  const people = desk.getByLabel('投诉人数');
  await expect(people).toHaveValue('5');
  await people.fill('9');
  await desk.getByRole('button', { name: '保存' }).click();
  const question = desk.getByRole('dialog', { name: '修改检测策略' });
  const save = question.getByRole('button', { name: '保存' });
  await expect(save).toBeVisible();
  const before = await crisis.admin.get<object>('/policies/detection');
  const put = async (body: object): Promise<void> => expect((await crisis.admin.send('PUT', '/policies/detection', body)).status).toBe(200);
  await put({ ...before, minComplainants: 7 });
  await save.click();
  await expect(question).toBeHidden();
  await expect(desk.getByRole('alert').filter({ hasText: '没有保存' })).toBeVisible();
  await expect(people).toHaveValue('9');
  await expect(desk.getByRole('note').filter({ hasText: '现行策略已被他人改为' })).toContainText('7');
  await expectAxeClean(desk, 'policy changed by somebody else');
  await desk.getByRole('button', { name: '保存' }).click();
  await save.click();
  await expect(question).toBeHidden();
  await expect(desk.getByRole('alert').filter({ hasText: '没有保存' })).toHaveCount(0);
  expect(await crisis.admin.get('/policies/detection')).toMatchObject({ minComplainants: 9 });
  await put(before);
});
