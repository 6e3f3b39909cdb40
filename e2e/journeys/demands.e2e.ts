import { expect, test } from '../support/house.js';

interface Parts {
  posts: number;
  groups: { demand: string; posts: number }[];
}

test('an incident is parted by demand, and each part opens the complaints it counts', async ({ desk, crisis }) => {
  const incident = await crisis.largest();
  const { posts, groups } = await crisis.admin.get<Parts>(`/incidents/${incident.id}/demands`);
  expect(groups.reduce((sum, group) => sum + group.posts, 0)).toBe(posts);
  await desk.goto(`${crisis.url}/incidents/${incident.no}/complaints`);
  const parts = desk.getByRole('region', { name: '按诉求分组' });
  const refund = parts.getByRole('button', { name: /^退款/ });
  await refund.click();
  await expect(refund).toHaveAttribute('aria-pressed', 'true');
  await expect(desk).toHaveURL(/primaryDemand=refund/);
  await refund.click();
  await expect(desk).not.toHaveURL(/primaryDemand/);
});
