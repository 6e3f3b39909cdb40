import { expect, test, type Page } from '@playwright/test';
import { startProduct, type Product } from '../support/product.js';
import { nextTotp, totp } from '../support/totp.js';

const FIRST = { name: '林澜', email: 'lin@tocsin.test', password: 'bell-tower-at-dawn-7' };

test.describe.configure({ mode: 'serial' });
let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ admin: false });
});
test.afterAll(() => product.stop());

async function enter(page: Page, password: string, email = FIRST.email): Promise<void> {
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

test('the first start leads to the set-up page, whose link works once', async ({ page }) => {
  const link = /http\S+\/setup\?token=\S+/.exec(product.output())?.[0] ?? '';
  await page.goto(product.url);
  await expect(page).toHaveURL(/\/setup/);
  await expect(page.getByRole('heading', { name: '创建首位管理员' })).toBeVisible();
  await page.goto(link);
  await page.getByLabel('姓名').fill(FIRST.name);
  await page.getByLabel('邮箱').fill(FIRST.email);
  await page.getByLabel('密码').fill('1234567890');
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page.getByText('这个密码太常见。')).toBeVisible();
  await page.getByLabel('密码').fill(FIRST.password);
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page).toHaveURL(/\/overview/);
  await expect(page.getByRole('button', { name: `账户菜单：${FIRST.name}` })).toBeVisible();
  await page.goto(link);
  await expect(page.getByText('系统已完成初始化，请直接登录。')).toBeVisible();
});

test('a wrong password says so, the right one opens the page that was asked for', async ({ page }) => {
  await page.goto(`${product.url}/admin/users`);
  await expect(page).toHaveURL(/\/login/);
  await enter(page, 'not the password');
  await expect(page.getByRole('alert')).toHaveText(/邮箱或密码不正确。/);
  await enter(page, FIRST.password);
  await expect(page).toHaveURL(/\/admin\/users/);
  await expect(page.getByRole('tab', { name: '用户' })).toHaveAttribute('aria-selected', 'true');
});

test('a second factor is enrolled, then asked for', async ({ page }) => {
  await page.goto(`${product.url}/login?next=%2Fprofile`);
  await enter(page, FIRST.password);
  await page.getByRole('button', { name: '启用' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(FIRST.password);
  await dialog.getByRole('button', { name: '启用' }).click();
  await expect(dialog.getByRole('img', { name: '动态验证码的二维码' })).toBeVisible();
  const secret = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByLabel('6 位数字').fill(totp(secret));
  await dialog.getByRole('button', { name: '确认启用' }).click();
  await expect(dialog.getByText('请保存这些恢复码')).toBeVisible();
  const recovery = (await dialog.getByRole('listitem').first().textContent()) ?? '';
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await expect(page.getByText('已启用', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: /账户菜单/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/login/);
  await enter(page, FIRST.password);
  const code = page.getByLabel('动态验证码');
  await expect(code).toBeFocused();
  await code.fill('000000');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toHaveText(/动态验证码不正确或已过期。/);
  await code.fill(nextTotp(secret));
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/overview/);
  expect(recovery.length).toBeGreaterThan(8);
});

test('too many wrong passwords lock the account and say for how long', async ({ page }) => {
  await page.goto(`${product.url}/login`);
  const alert = page.getByRole('alert');
  for (let tries = 0; tries < 12 && !(await page.getByText('账号已锁定').isVisible()); tries++) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/auth/login'));
    await enter(page, `wrong password ${tries}`);
    await answered;
    await expect(alert).toBeVisible();
  }
  await expect(alert).toHaveText(/尝试次数过多，账号已锁定。请在 .+后重试，或联系管理员。/);
  await enter(page, FIRST.password);
  await expect(alert).toHaveText(/账号已锁定/);
});
