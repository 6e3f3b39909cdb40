import { allRead, playCrisis, startCrisis } from '../support/crisis.js';
import { ADMIN, entered, expect, test, type Incident } from '../support/house.js';
import { signIn } from '../support/api.js';
import { startProduct } from '../support/product.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const numberIn = (text: string | null): number => Number((text ?? '').replace(/\D/g, ''));

test('a screen that lost its server, and then its network, shows the truth again without a reload', async ({ context }) => {
  test.setTimeout(240_000);
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-e2e-'));
  // Below the range from which outgoing connections take theirs: the second start needs the same one.
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  let product = await startProduct({ dataDir, port });
  const admin = await signIn(product.url, ADMIN);
  const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'cut', scopes: ['complaint:create'] });
  await playCrisis(product.url, key, { count: 300 });
  const largest = async (): Promise<Incident> => {
    const { items } = await admin.get<{ items: Incident[] }>('/incidents?limit=100');
    return items.sort((a, b) => b.metrics.posts - a.metrics.posts)[0] as Incident;
  };
  const incident = await largest();
  const page = await entered(context, product.url, admin);
  const row = page.getByRole('grid').getByRole('row').nth(1);
  await page.goto(`${product.url}/incidents/${incident.no}/complaints`);
  await expect(row).toBeVisible();
  await page.getByRole('tab', { name: '态势' }).click();
  const pill = page.getByRole('status', { name: '连接状态' });
  const posts = async (): Promise<number> =>
    numberIn(
      await page
        .getByRole('group', { name: '关键指标' })
        .getByRole('button', { name: /累计投诉/ })
        .locator('.kpi__value')
        .textContent(),
    );
  const truth = async (): Promise<number> => (await admin.get<Incident>(`/incidents/${incident.id}`)).metrics.posts;
  await expect(pill).toContainText('实时');
  await expect.poll(async () => (await posts()) - (await truth())).toBe(0);
  const map = page.locator('.leaflet-container').locator('path, canvas').first();
  // Its code and outlines come after the page: a cut before that is another story.
  await expect(map).toBeAttached();

  await product.kill();
  await expect(pill).toContainText('重连中');
  await expect(page.getByRole('heading', { name: incident.title })).toBeVisible();
  await expect(pill).toContainText('离线 · 只读', { timeout: 40_000 });
  await expect(pill).toContainText(/数据截至 \d\d:\d\d:\d\d/);
  const declare = page.getByRole('button', { name: '立项' });
  await expect(declare).toHaveAttribute('aria-disabled', 'true');
  await expect(declare).toHaveAccessibleDescription('已离线，当前只读；恢复连接后可用');
  await page.keyboard.press('n');
  // Buttons hold the same words unseen, as their description.
  await expect(page.getByText('已离线，当前只读；恢复连接后可用').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await posts(), 'the numbers of before the cut are still there').toBeGreaterThan(0);
  await page.getByRole('tab', { name: /^投诉/ }).click();
  await expect(row).toBeVisible();
  await page.getByRole('tab', { name: '态势' }).click();
  await expect(map).toBeAttached();
  await expect(page.getByText('加载失败')).toHaveCount(0);
  await expect(page.getByText('页面出错了')).toHaveCount(0);
  product = await startProduct({ dataDir, port });
  await playCrisis(product.url, key, { count: 300, run: 'after-the-cut' });
  await expect(pill).toContainText('实时', { timeout: 30_000 });
  await expect.poll(async () => (await posts()) - (await truth()), { timeout: 30_000 }).toBe(0);
  await expect(declare).not.toHaveAttribute('aria-disabled', 'true');

  await context.setOffline(true);
  await startCrisis(product.url, key, { count: 200, run: 'without-network' });
  await allRead(product.url);
  await admin.post(`/incidents/${incident.id}/notes`, { text: '断网期间记下的一笔' });
  await context.setOffline(false);
  await expect.poll(async () => (await posts()) - (await truth()), { timeout: 45_000 }).toBe(0);
  await page.getByRole('tab', { name: '时间线' }).click();
  await expect(page.getByText('断网期间记下的一笔')).toBeVisible();
  await expect(pill).toContainText('实时');
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
});
