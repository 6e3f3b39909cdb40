import { expect, test } from '../support/house.js';

/** What a page lacks that came over plain HTTP from another machine of the network. */
const asOverPlainHttp = (): void => {
  Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
  Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined, configurable: true });
};

test('the console writes and copies without what only secure pages have', async ({ desk, crisis }) => {
  test.setTimeout(120_000);
  await desk.addInitScript(asOverPlainHttp);
  const { no } = await crisis.largest();
  await desk.goto(`${crisis.url}/incidents/${no}/timeline`);
  expect(await desk.evaluate(() => 'randomUUID' in crypto)).toBe(false);
  await desk.getByRole('button', { name: '记一笔' }).first().click();
  await desk.getByRole('dialog').getByLabel('内容').fill('局域网里也能记');
  await desk.getByRole('dialog').getByRole('button', { name: '写入时间线' }).click();
  await expect(desk.getByText('局域网里也能记').first()).toBeVisible();

  await desk.goto(`${crisis.url}/inbox?channel=app`);
  await desk.getByRole('button', { name: '保存为视图' }).click();
  await desk.getByRole('dialog').getByLabel('视图名称').fill('App 投诉');
  await desk.getByRole('dialog').getByRole('button', { name: '保存为视图' }).click();
  await expect(desk.getByText('已保存视图“App 投诉”')).toBeVisible();

  await desk.goto(`${crisis.url}/admin/keys`);
  await desk.getByRole('button', { name: '新建密钥' }).click();
  await desk.getByRole('dialog').getByLabel('名称').fill('局域网密钥');
  await desk.getByRole('dialog').getByRole('button', { name: '新建', exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '复制' }).click();
  await expect(desk.getByRole('dialog').getByRole('status')).toHaveText(/已复制|内容已选中/);
});

interface Happened {
  seq: number;
  type: string;
  payload: { note?: { text: string } };
}

test('a note whose answer was lost is there once when it is sent again, from the same dialog and from a new one', async ({
  desk,
  crisis,
}) => {
  test.setTimeout(120_000);
  const { no, id } = await crisis.largest();
  const notes = async (text: string): Promise<number> => {
    const found: Happened[] = [];
    for (let after = 0; ;) {
      const { items } = await crisis.admin.get<{ items: Happened[] }>(`/incidents/${id}/events?afterSeq=${after}&limit=200`);
      found.push(...items.filter(({ payload }) => payload.note?.text === text));
      if (items.length < 200) return found.length;
      after = items.at(-1)?.seq ?? after;
    }
  };
  // Written, and its answer lost on the way back: twice for each text.
  let lost = 0;
  await desk.route(new RegExp(`/incidents/${id}/notes$`), async (route) => {
    const response = await route.fetch();
    lost += 1;
    return lost % 3 === 0 ? route.fulfill({ response }) : route.abort('timedout');
  });
  await desk.goto(`${crisis.url}/incidents/${no}/timeline`);
  const dialog = desk.getByRole('dialog');
  const open = async (text: string): Promise<void> => {
    await desk.getByRole('button', { name: '记一笔' }).first().click();
    await dialog.getByLabel('内容').fill(text);
  };
  const send = (): Promise<void> => dialog.getByRole('button', { name: '写入时间线' }).click();

  await open('已请仓库核对出库记录');
  for (let i = 1; i <= 2; i++) {
    await send();
    await expect.poll(() => lost).toBe(i);
    await expect(dialog.getByRole('button', { name: '写入时间线' })).not.toHaveAttribute('aria-busy', 'true');
  }
  await send();
  await expect(dialog).toBeHidden();
  expect(await notes('已请仓库核对出库记录')).toBe(1);
});
