import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

test('an administrator invites a colleague, who makes their own account', async ({ browser, desk, house }) => {
  test.setTimeout(120_000);
  await desk.goto(`${house.url}/admin/users`);
  await desk.getByRole('button', { name: '邀请' }).click();
  const dialog = desk.getByRole('dialog');
  const make = dialog.getByRole('button', { name: '生成邀请链接' });
  await expect(make).toHaveAccessibleDescription('请填写完整的邮箱地址');
  await dialog.getByLabel('邮箱').fill('zhoumin@tocsin.test');
  await dialog.getByLabel('总指挥').check();
  await expectAxeClean(desk, 'invite');
  await make.click();
  const link = (
    await dialog
      .getByText(/\/join#/)
      .first()
      .innerText()
  ).trim();
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await expect(desk.getByRole('region', { name: /尚未加入的邀请 1 个/ })).toContainText('zhoumin@tocsin.test');
  await expectAxeClean(desk, 'users with invitations');

  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByText('总指挥')).toBeVisible();
  await expectAxeClean(page, 'join');
  await page.getByLabel('姓名').fill('周敏');
  await page.getByLabel('密码').fill('a quiet harbour 9 winters');
  await page.getByRole('button', { name: '加入并登录' }).click();
  await expect(page).toHaveURL(/\/overview/);
  await page.goto(link);
  await page.reload();
  await expect(page.getByText('这个邀请已经用过，请直接登录。')).toBeVisible();
  await context.close();
  await desk.reload();
  await expect(desk.getByRole('table').getByText('周敏').first()).toBeVisible();
  await expect(desk.getByText(/尚未加入的邀请/)).toHaveCount(0);
});

test('keys have an end that is told before it comes, and scopes by what they concern', async ({ desk, house }) => {
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await house.admin.post('/api-keys', { name: '夜班系统', scopes: ['complaint:create'], expiresAt: soon });
  await desk.goto(`${house.url}/admin/keys`);
  await expect(desk.getByRole('status').filter({ hasText: '夜班系统' })).toContainText('14 天内到期');
  await expect(desk.getByText('5 天后到期')).toBeVisible();
  await desk.getByRole('button', { name: '新建密钥' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('名称').fill('呼叫中心');
  await dialog.getByRole('group', { name: '群体事件' }).getByRole('button', { name: '全选“群体事件”' }).click();
  await expect(dialog.getByRole('group', { name: '群体事件' }).getByRole('checkbox', { checked: true })).toHaveCount(6);
  await dialog.getByLabel(/有效期至/).fill('2020-01-01T08:00');
  await expect(dialog.getByRole('button', { name: '新建', exact: true })).toHaveAccessibleDescription('有效期要在将来');
  await expectAxeClean(desk, 'key dialog');
});

test('a wall link is replaced, and the first steps are put away', async ({ desk, house }) => {
  const { token } = await house.admin.post<{ token: string }>('/wall-links', { name: '三楼指挥室' });
  await desk.goto(`${house.url}/admin/walls`);
  await desk.getByRole('button', { name: '替换大屏链接“三楼指挥室”' }).click();
  const dialog = desk.getByRole('dialog');
  await expectAxeClean(desk, 'replace');
  await dialog.getByRole('button', { name: '替换', exact: true }).click();
  await expect(dialog.getByText(/\/wall\//).first()).toBeVisible();
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await expect(desk.getByText('已被替换')).toBeVisible();
  expect((await fetch(`${house.url}/api/v1/public/wall/${token}`)).status).toBe(404);

  await desk.goto(`${house.url}/overview`);
  const steps = desk.getByRole('region', { name: /开始使用/ });
  await expect(steps.getByRole('link', { name: '启用自己的动态验证码' })).toBeVisible();
  await expectAxeClean(desk, 'overview with first steps');
  await steps.getByRole('button', { name: '不再显示' }).click();
  await expect(steps).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByRole('heading', { name: /总览|实时|群体事件/ }).first()).toBeVisible();
  await expect(steps).toHaveCount(0);
});

test('a long list of invitations says how many there are and goes on a page at a time', async ({ desk, house }) => {
  const { total } = await house.admin.get<{ total: number }>('/invitations?limit=1');
  for (let i = 0; i < 55; i++)
    await house.admin.post('/invitations', { email: `long${String(i)}@tocsin.test`, roles: ['agent'], brands: null, days: 7 });
  const all = total + 55;
  await desk.goto(`${house.url}/admin/users`);
  const part = desk.getByRole('region', { name: `尚未加入的邀请 ${String(all)} 个` });
  await expect(part.getByRole('row')).toHaveCount(51);
  await expect(part.getByText('long0@tocsin.test')).toHaveCount(0);
  await part.getByRole('button', { name: `加载更多（50 / ${String(all)}）` }).click();
  await expect(part.getByText('long0@tocsin.test')).toBeVisible();
  await expect(part.getByRole('button', { name: /加载更多/ })).toHaveCount(0);
});
