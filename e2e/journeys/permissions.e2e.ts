import { entered, expect, test } from '../support/house.js';

test('an auditor reads the war room and finds no button that would change it', async ({ context, crisis }) => {
  const auditor = await crisis.person('auditor');
  const incident = await crisis.largest();
  const page = await entered(context, crisis.url, auditor);
  await page.goto(`${crisis.url}/incidents/${incident.no}/situation`);
  await expect(page.getByRole('heading', { name: incident.title })).toBeVisible();
  await expect(page.getByRole('group', { name: '关键指标' })).toBeVisible();
  for (const name of ['立项', '开始处置', '记一笔']) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: '更多', exact: true }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['事实要点']);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '投诉' }).click();
  const row = page.getByRole('grid', { name: '投诉列表' }).getByRole('row').nth(1);
  await expect(row).toBeVisible();
  await expect(page.getByRole('checkbox', { name: '选择此行' })).toHaveCount(0);
  await page.getByRole('tab', { name: '时间线' }).click();
  await expect(page.getByRole('region', { name: '时间线' }).getByText('形成疑似群体事件').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '记一笔' })).toHaveCount(0);

  const refused = [
    ['POST', `/incidents/${incident.id}/moves`, { to: 'declared', reason: 'x' }],
    ['POST', `/incidents/${incident.id}/notes`, { text: 'x' }],
    ['GET', '/users', undefined],
    ['GET', '/api-keys', undefined],
  ] as const;
  for (const [method, path, body] of refused) {
    const answer = await auditor.send(method, path, body);
    expect({ path, status: answer.status }).toEqual({ path, status: 403 });
    expect(await answer.json()).toMatchObject({ code: 'auth/forbidden' });
  }
});

test('an agent who follows a link to administration is told which role may, and nothing is asked for', async ({ context, crisis }) => {
  const agent = await crisis.person('agent');
  const page = await entered(context, crisis.url, agent);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const [path, api] of [
    ['/admin/users', '/api/v1/users'],
    ['/admin/keys', '/api/v1/api-keys'],
    ['/admin/audit', '/api/v1/audit'],
    ['/admin/walls', '/api/v1/wall-links'],
  ] as const) {
    await page.goto(`${crisis.url}${path}`);
    await expect(page.getByText('您的角色看不到这一页')).toBeVisible();
    await expect(page.getByText(/以下角色拥有：.*管理员/)).toBeVisible();
    await expect(page.getByText('您目前的角色：客服专员')).toBeVisible();
    expect(asked).not.toContain(api);
    expect((await agent.send('GET', api.replace('/api/v1', ''))).status).toBe(403);
  }
  await page.goto(`${crisis.url}/overview`);
  await expect(page.getByRole('link', { name: '总览' })).toBeVisible();
  await expect(page.getByRole('button', { name: '立项' })).toHaveCount(0);
});

test('a role taken away takes the screen with it', async ({ context, crisis }) => {
  const pr = await crisis.person('pr');
  const { id } = await pr.get<{ id: string }>('/auth/me');
  const page = await entered(context, crisis.url, pr);
  await page.goto(`${crisis.url}/overview`);
  await expect(page.getByRole('status', { name: '连接状态' })).toContainText('实时');
  expect((await crisis.admin.send('PATCH', `/users/${id}`, { disabled: true })).ok).toBe(true);
  await expect(page).toHaveURL(/\/login/, { timeout: 20_000 });
});
