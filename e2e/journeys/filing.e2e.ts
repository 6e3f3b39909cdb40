import { expectAxeClean } from '../support/axe.js';
import { expect, test } from '../support/house.js';

const WORDS = '双十一买的羽绒服在华东仓停了五天，物流没有更新，客服只回复套话，我要求退款。';

test('somebody files, keeps the receipt and follows what happens with it', async ({ page, house }) => {
  await page.goto(`${house.url}/c/new`);
  await page.getByRole('button', { name: '提交并获取受理编号' }).click();
  await expect(page.getByText('请再写详细一些，至少 10 个字。')).toBeVisible();
  await page.getByLabel('发生了什么').fill(WORDS);
  await page.getByLabel(/订单号或航班号/).fill('DD20261111-0042');
  await page.getByLabel('退款').check();
  await page.getByLabel('手机号或邮箱').fill('13800138000');
  await page.getByLabel(/我已阅读并同意/).check();
  await page.getByRole('button', { name: '提交并获取受理编号' }).click();

  await expect(page.getByRole('heading', { name: '已受理' })).toBeVisible();
  const [receiptNo = '', code = ''] = await page.getByRole('region', { name: '投诉受理凭证' }).locator('dd').allTextContents();
  expect(receiptNo).toMatch(/^C-\d{6}-[0-9A-Z]{6}$/);
  expect(code).toMatch(/^\d{6}$/);

  await page.getByRole('link', { name: '查询进度' }).last().click();
  await expect(page.getByLabel('受理编号')).toHaveValue(receiptNo);
  await page.getByLabel('查询码').fill(code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  const result = page.getByRole('region', { name: '处理进度' });
  await expect(result.getByText('已受理').first()).toBeVisible();
  await expect(page.getByText(WORDS)).toBeVisible();

  const found = async (): Promise<number> => (await house.admin.get<{ items: unknown[] }>(`/complaints?q=${receiptNo}`)).items.length;
  await expect.poll(found, { timeout: 30_000 }).toBe(1);
});

interface Row {
  id: string;
  status: string;
  version: number;
  messages: { kind: string; text: string | null; score: number | null }[];
}

test('somebody adds to their complaint, is dissatisfied with the outcome, and in the end withdraws', async ({ page, desk, house }) => {
  const form = { text: `${WORDS}（后来的事）`, contact: '13800138002', consent: true };
  const { receiptNo, code } = await house.admin.post<{ receiptNo: string; code: string }>('/public/complaints', form);
  const found = async (): Promise<Row[]> => (await house.admin.get<{ items: Row[] }>(`/complaints?q=${receiptNo}`)).items;
  await expect.poll(async () => (await found()).length, { timeout: 30_000 }).toBe(1);
  const [{ id } = { id: '' }] = await found();
  const complaint = (): Promise<Row> => house.admin.get<Row>(`/complaints/${id}`);
  const track = async (): Promise<void> => {
    await page.goto(`${house.url}/c/track?no=${receiptNo}`);
    await page.getByLabel('查询码').fill(code);
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await expect(page.getByRole('region', { name: '补充、撤回与评价' })).toBeVisible();
  };

  await track();
  await page.getByText('补充情况', { exact: true }).click();
  await page.getByLabel('补充的内容').fill('。。。');
  await page.getByRole('button', { name: '提交补充' }).click();
  await expect(page.getByText('请用文字写明要补充的内容。')).toBeVisible();
  await page.getByLabel('补充的内容').fill('客服昨天来电说已经补发，至今没有单号。');
  await page.getByRole('button', { name: '提交补充' }).click();
  await expect(page.getByText('客服昨天来电说已经补发，至今没有单号。')).toBeVisible();
  await expect(page.getByText('评价处理结果')).toBeHidden();
  await expectAxeClean(page, 'tracking with what was said');

  await house.admin.post('/complaints/status', { ids: [id], status: 'closed' });
  await track();
  await page.getByText('评价处理结果', { exact: true }).click();
  await page.getByLabel('2 不满意，请继续处理').check();
  await page.getByLabel('想说的话（选填）').fill('没有收到补发');
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect(page.getByText(/您评价了处理结果 · 2 不满意/)).toBeVisible();
  expect((await complaint()).status).toBe('in_progress');

  await page.getByText('撤回投诉', { exact: true }).click();
  await page.getByLabel('撤回原因（选填）').fill('已经收到货');
  await page.getByRole('button', { name: '确认撤回' }).click();
  await expect(page.getByText('您撤回了投诉')).toBeVisible();
  await expect(page.getByText('撤回投诉', { exact: true })).toBeHidden();
  const kept = await complaint();
  expect(kept.status).toBe('withdrawn');
  expect(kept.messages.map(({ kind }) => kind)).toEqual(['addition', 'rating', 'withdrawal']);

  await desk.goto(`${house.url}/inbox?q=${receiptNo}&id=${id}`);
  const drawer = desk.getByRole('region', { name: '投诉人后来说的' });
  await expect(drawer.getByText('客服昨天来电说已经补发，至今没有单号。')).toBeVisible();
  await expect(drawer.getByText('评价处理结果：2 分（满分 5）')).toBeVisible();
});

test('a wrong code and an unknown number are answered alike', async ({ page, house }) => {
  const { receiptNo } = await house.admin.post<{ receiptNo: string }>('/public/complaints', {
    text: `${WORDS}（第二件）`,
    contact: '13800138001',
    consent: true,
    lang: 'zh-CN',
  });
  const said: (string | null)[] = [];
  for (const no of [receiptNo, 'C-261122-ZZZZZZ']) {
    await page.goto(`${house.url}/c/track`);
    await page.getByLabel('受理编号').fill(no);
    await page.getByLabel('查询码').fill('000000');
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await expect(page.getByText('没有找到与这组编号和查询码对应的投诉，请核对后再试。')).toBeVisible();
    said.push((await page.getByRole('alert').textContent()) ?? '');
  }
  expect(said[0]).toBe(said[1]);
});
