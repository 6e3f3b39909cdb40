import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../support/api.js';
import { playCrisis } from '../support/crisis.js';
import { ADMIN, entered, expect, test, type Incident } from '../support/house.js';
import { startProduct } from '../support/product.js';

const LOST = '服务器只读：密钥与数据不符';

test('a server whose secret is another one says so on every kind of screen, and nothing is lost when the right one is back', async ({
  browser,
  context,
}) => {
  test.setTimeout(300_000);
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-e2e-'));
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  let product = await startProduct({ dataDir, port });
  try {
    const before = await signIn(product.url, ADMIN);
    const { key } = await before.post<{ key: string }>('/api-keys', { name: 'secret', scopes: ['complaint:create'] });
    await playCrisis(product.url, key, { count: 200 });
    const { token } = await before.post<{ token: string }>('/wall-links', { name: 'secret' });
    const { items } = await before.get<{ items: Incident[] }>('/incidents?limit=1');
    const no = items[0]?.no ?? '';
    await product.stop();

    const file = join(dataDir, 'secret');
    const secret = await readFile(file);
    await writeFile(file, Buffer.from('another-secret-of-the-same-kind-0123456789abcdef'));
    product = await startProduct({ dataDir, port });
    const page = await entered(context, product.url, await signIn(product.url, ADMIN));
    await page.goto(`${product.url}/incidents/${no}/situation`);
    await expect(page.getByRole('alert', { name: LOST })).toBeVisible();
    await expect(page.getByRole('button', { name: '立项' })).toHaveAttribute('aria-disabled', 'true');
    const room = await browser.newContext({ locale: 'zh-CN' });
    const wall = await room.newPage();
    await wall.goto(`${product.url}/wall/${token}`);
    await expect(wall.getByRole('alert').filter({ hasText: LOST })).toContainText('数字不再更新');
    await expect(wall.getByText(items[0]?.title ?? '').first()).toBeVisible();
    await product.stop();

    await writeFile(file, secret);
    product = await startProduct({ dataDir, port });
    await page.goto(`${product.url}/incidents/${no}/situation`);
    await expect(page.getByRole('button', { name: '立项' })).toBeEnabled();
    await expect(page.getByRole('alert', { name: LOST })).toHaveCount(0);
    await expect(wall.getByRole('alert').filter({ hasText: LOST })).toHaveCount(0, { timeout: 60_000 });
    await room.close();
  } finally {
    await product.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});
