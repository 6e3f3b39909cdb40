import { expect } from '@jest/globals';
import type { GroupSummary } from '@tocsin/shared/clustering';
import type { ComplaintAccepted, ComplaintRow } from '@tocsin/shared/complaints';
import type { GroupId, Page } from '@tocsin/shared/kernel';
import { MembersRepository } from '../src/domains/clustering/groups/members.repository.js';
import type { z } from 'zod';
import type { TestApp } from './app.js';
import { asOwner } from './database.js';
import type { HttpClient } from './http-client.js';
import { until } from './live-house.js';

type Accepted = z.infer<typeof ComplaintAccepted>;
export const WITH_ENGINE = { TOCSIN_ROLES: 'api,worker,clusterer', TOCSIN_CLUSTERER: 'inline' };

/** Three troubles in words that have little in common; no two texts are copies of each other. */
const TOPICS = {
  warehouse: [
    ['华东仓停摆，物流三天没有更新，羽绒服一直不发货，要求退款', '上海市'],
    ['你们华东仓到底怎么了，包裹卡在仓库里物流不更新，我要退款', '江苏省苏州市'],
    ['买的羽绒服在华东仓停着不动，物流信息三天没更新，请给我退款', '浙江省杭州市'],
    ['华东仓爆仓了吗？物流停摆，羽绒服还没发货，退款', '上海市'],
    ['物流一直显示在华东仓，停摆好几天没有更新，羽绒服不要了退款', '安徽省合肥市'],
    ['华东仓库停摆导致物流不动，等了三天羽绒服没发货，申请退款', '江苏省南京市'],
  ],
  coupon: [
    ['满减优惠券在付款页面显示已失效，凑单白凑了，请补发优惠券', '北京市'],
    ['优惠券领取成功，付款时却提示失效，满减没有生效，要求补偿差价', '广东省广州市'],
    ['大促满减优惠券失效，客服说系统问题，凑单的东西怎么办', '四川省成都市'],
    ['付款时优惠券失效，满减金额没减，你们这是虚假宣传', '湖北省武汉市'],
  ],
  colour: [['手机壳颜色和图片有色差，想换一个红色的', '海南省海口市']],
} as const;
export type Topic = keyof typeof TOPICS;

let phones = 0;

/** Files complaints of one topic, each by another person, and answers them once the engine has read them. */
export async function file(machine: HttpClient, topic: Topic, count: number, more: object = {}): Promise<ComplaintRow[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const [text, place] = TOPICS[topic][i % TOPICS[topic].length] ?? ['', ''];
    const phone = `139${String(10_000_000 + phones++)}`;
    const body = { text, place, channel: 'app', complainant: { phone }, ...more };
    ids.push((await machine.post('/complaints', body).expect<Accepted>(201)).id);
  }
  return Promise.all(ids.map((id) => grouped(machine, id)));
}

export async function grouped(machine: HttpClient, id: string): Promise<ComplaintRow> {
  let row: ComplaintRow | undefined;
  await until(async () => {
    row = await machine.get(`/complaints/${id}`).expect<ComplaintRow>(200);
    return row.groupId !== null;
  });
  return row as ComplaintRow;
}

export const groupOf = (rows: readonly ComplaintRow[]): GroupId => {
  expect(new Set(rows.map(({ groupId }) => groupId)).size).toBe(1);
  return rows[0]?.groupId as GroupId;
};

export async function groupRow(machine: HttpClient, id: GroupId): Promise<GroupSummary> {
  return machine.get(`/groups/${id}`).expect<GroupSummary>(200);
}

export async function allGroups(machine: HttpClient): Promise<GroupSummary[]> {
  return (await machine.get('/groups?limit=200').expect<Page<GroupSummary>>(200)).items;
}

/** The numbers kept with every group equal those counted from its rows, and every complaint read stands in exactly one group. */
export async function expectExactCounts(app: TestApp): Promise<void> {
  const groups = await asOwner<{ id: GroupId; posts: number; complaints: number; complainants: number; repeaters: number; tally: object }>(
    app.database,
    `SELECT id, posts, complaints, complainants, repeaters, tally FROM complaint_group ORDER BY id`,
  );
  const members = app.get(MembersRepository);
  for (const { id, ...kept } of groups) {
    const counted = await app.db.transaction((tx) => members.recount(tx, id));
    expect({ id, ...kept }).toEqual({ id, ...counted });
  }
  const [sums] = await asOwner<Record<string, string>>(
    app.database,
    `SELECT (SELECT count(*) FROM complaint_case) AS cases, (SELECT coalesce(sum(posts), 0) FROM complaint_group) AS posts,
       (SELECT coalesce(sum(posts), 0) FROM group_minute) AS minutes,
       (SELECT coalesce(sum(posts), 0) FROM intake_minute) + (SELECT count(counted_at) FROM complaint_case) AS intake,
       (SELECT count(*) FROM complaint_case c LEFT JOIN complaint_group g ON g.id = c.group_id WHERE g.id IS NULL OR g.merged_into IS NOT NULL) AS astray`,
  );
  expect(sums).toEqual({ cases: sums?.['posts'], posts: sums?.['posts'], minutes: sums?.['posts'], intake: sums?.['posts'], astray: '0' });
}
