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
