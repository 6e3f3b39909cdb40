import { fileURLToPath } from 'node:url';
import { test, type Browser, type Page } from '@playwright/test';
import { signIn, type Session } from '../support/api.js';
import { startProduct, type Product } from '../support/product.js';
import { bigSaleLogistics } from '../../server/dist/domains/drills/scenario/index.js';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const HOURS = 3;
const COUNT = 6_000;
const LINES = 500;
const DESK = { width: 1920, height: 1080 };
const PHONE = { width: 390, height: 844 };

interface Incident {
  no: string;
  metrics: { complainants: number };
}

/** The crisis of the demo, laid over the last three hours, through the real intake. */
async function tell(url: string, admin: Session): Promise<void> {
  const scopes = ['complaint:create', 'complaint:backfill'];
  const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'screenshots', scopes });
  const span = HOURS * 3_600_000;
  const start = Date.now() - span;
  let lines: string[] = [];
  const send = async (): Promise<void> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    await fetch(`${url}/api/v1/complaints/bulk`, { method: 'POST', headers, body: lines.join('\n') });
    lines = [];
  };
  for (const { atMs, body } of bigSaleLogistics.complaints({ count: COUNT, rate: COUNT / (span / 1_000) })) {
    lines.push(JSON.stringify({ ...body, receivedAt: new Date(start + atMs).toISOString() }));
    if (lines.length === LINES) await send();
  }
  if (lines.length > 0) await send();
}

async function settled(admin: Session): Promise<Incident> {
  for (;;) {
    const { backlog } = await admin.get<{ backlog: number }>('/overview');
    const { items } = await admin.get<{ items: Incident[] }>('/incidents?limit=200');
    const largest = items.sort((a, b) => b.metrics.complainants - a.metrics.complainants)[0];
    if (backlog === 0 && largest !== undefined && largest.metrics.complainants > 100) return largest;
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

async function pageAs(
  browser: Browser,
  product: Product,
  session: Session | null,
  theme: 'dark' | 'light',
  viewport: typeof DESK,
): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme: theme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  if (session !== null) {
    const [name = '', value = ''] = session.cookie.split('=');
    await context.addCookies([{ name, value, url: product.url }]);
  }
  return context.newPage();
}

async function shoot(page: Page, product: Product, path: string, name: string, ready: () => Promise<unknown>): Promise<void> {
  await page.goto(product.url + path);
  await ready();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${IMAGES}${name}.png` });
}

test('take the pictures of the documents', async ({ browser }) => {
  const product = await startProduct();
  try {
    const admin = await signIn(product.url);
    await tell(product.url, admin);
    const { no } = await settled(admin);
    const seen = (page: Page, text: string) => () => page.getByText(text, { exact: false }).first().waitFor();
    for (const theme of ['dark', 'light'] as const) {
      const page = await pageAs(browser, product, admin, theme, DESK);
      await shoot(page, product, '/overview', `overview-${theme}`, seen(page, '未了结事件的分布'));
      await shoot(page, product, `/incidents/${no}/situation`, `situation-${theme}`, seen(page, '地域分布'));
      await shoot(page, product, `/incidents/${no}/complaints`, `complaints-${theme}`, () => page.getByRole('grid').waitFor());
      await shoot(page, product, `/incidents/${no}/timeline`, `timeline-${theme}`, seen(page, '关键时刻'));
      await page.context().close();
    }
    const { token } = await admin.post<{ token: string }>('/wall-links', { name: '大屏' });
    const wall = await pageAs(browser, product, null, 'dark', DESK);
    await shoot(wall, product, `/wall/${token}`, 'wall-dark', () => wall.getByRole('heading').first().waitFor());
    const phone = await pageAs(browser, product, null, 'light', PHONE);
    await shoot(phone, product, '/c/new', 'public-form', () => phone.getByRole('heading').first().waitFor());
    await shoot(phone, product, '/c/track', 'public-tracking', () => phone.getByRole('heading').first().waitFor());
  } finally {
    await product.stop();
  }
});
