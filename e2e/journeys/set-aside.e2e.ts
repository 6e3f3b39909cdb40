import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { signIn } from '../support/api.js';
import { expectAxeClean } from '../support/axe.js';
import { asOwner } from '../support/database.js';
import { entered, expect, test } from '../support/house.js';
import { startProduct, type Product } from '../support/product.js';

const TEXT = '热水器点不着火，报修三次没有人来';
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

async function setAside(product: Product, complaint: string): Promise<void> {
  await asOwner(
    product,
    `INSERT INTO clustering_set_aside (id, complaint_id, stage, state, error_class, error_message, attempts, failed_at, set_aside_at)
     VALUES ($1, $1, 'reading', 'waiting', 'NoAnswer', 'no answer within 10000 ms', 3, now(), now())`,
    [complaint],
  );
}

test('a complaint that the engine could not take is announced, found, and tried again on screen', async ({ context }) => {
  test.setTimeout(480_000);
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-e2e-aside-'));
  // Without the role that groups complaints they wait, as they do while it hangs.
  let product = await startProduct({ dataDir, env: { TOCSIN_ROLES: 'api' } });
  try {
    const port = Number(new URL(product.url).port);
    const admin = await signIn(product.url);
    const scopes = ['complaint:create', 'complaint:backfill'];
    const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'journey', scopes });
    const receivedAt = new Date(Date.now() - 3_600_000).toISOString();
    const filed = await fetch(`${product.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ text: TEXT, channel: 'app', receivedAt }),
    });
    expect(filed.status).toBe(201);
    const { id, receiptNo } = (await filed.json()) as { id: string; receiptNo: string };

    const page = await entered(context, product.url, admin);
    await page.goto(`${product.url}/overview`);
    await expect(page.getByText(/^聚类已停滞/)).toBeVisible();
    await setAside(product, id);
    await expect(page.getByText('1 件投诉被搁置')).toBeVisible({ timeout: 30_000 });
    await expectAxeClean(page, 'the overview with its notices');

    await product.stop();
    product = await startProduct({ dataDir, port });
    await expect(page.getByText(/^聚类已停滞/)).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByText('1 件投诉被搁置')).toBeVisible({ timeout: 60_000 });

    await page.goto(`${product.url}/inbox?q=${encodeURIComponent(receiptNo)}`);
    await expect(page.getByTitle(/^尚未归类：/).first()).toBeVisible();
    await page.getByText(TEXT).first().click();
    await expect(page.getByRole('article').getByText(/^尚未归类：.*搁置（读取失败）$/)).toBeVisible();

    await page.goto(`${product.url}/overview`);
    await page.getByRole('link', { name: '查看并重试' }).click();
    await expect(page.getByText('处理超过时限没有结果，已中止')).toBeVisible();
    await expectAxeClean(page, 'the list of complaints set aside');
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAxeClean(page, 'the same in the light theme');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('link', { name: receiptNo })).toBeVisible();
    expect(await fits(page)).toBe(true);
    await expectAxeClean(page, 'the same on a phone');
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('combobox', { name: '步骤' }).selectOption('writing');
    await expect(page.getByText('这一步没有记录')).toBeVisible();
    await page.getByRole('combobox', { name: '步骤' }).selectOption('');
    await page.getByRole('button', { name: '全选', exact: true }).click();
    await page.getByRole('button', { name: '重试所选' }).click();
    await expect(page.getByText('已请引擎重试 1 件')).toBeVisible();
    await expect(page.getByText('没有被搁置的投诉')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('radio', { name: '已解决' }).click();
    await expect(page.getByRole('link', { name: receiptNo })).toBeVisible();

    await page.goto(`${product.url}/inbox?q=${encodeURIComponent(receiptNo)}`);
    await expect(page.getByText(TEXT).first()).toBeVisible();
    await expect(page.getByTitle(/^尚未归类：/)).toHaveCount(0);
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
