import type { Slots } from '../fill.js';
import type { Town } from '../places.js';
import type { Random } from '../random.js';
import { GOODS, GOODS_IN_ENGLISH } from './wording.js';

const WHEN = [
  '昨天',
  '前天',
  '大前天',
  '上周五',
  '周六晚上',
  '周一',
  '活动第一天',
  '大促当天',
  '零点',
  '11号凌晨',
  '10号',
  '上个周末',
  '前几天',
];
const PROMISE = ['12号', '13号', '周三', '周四', '次日', '三天内', '15号', '月底前', '20号'];
const PROMISE_IN_ENGLISH = ['the 12th', 'Friday', 'the end of the month', 'the 20th', 'Sunday'];
const NTH = ['二', '三', '三', '四', '五', '六', '七'];
const COUPONS: readonly (readonly [number, number])[] = [
  [99, 10],
  [199, 20],
  [199, 30],
  [299, 40],
  [299, 50],
  [399, 60],
  [500, 80],
  [599, 100],
  [999, 120],
  [1999, 200],
  [3000, 400],
];
const NICK_FIRST = ['小', '大', '一只', '爱吃', '追光的', '慢半拍', '不困的', '隔壁', '周末', '深海', '加班', '北方', '江南', '第七个'];
const NICK_LAST = ['橘猫', '土豆', '柠檬', '云', '汤圆', '路人', '企鹅', '麦子', '星星', '葡萄', '老王', '章鱼', '兔子', '面包'];

export const nickname = (rnd: Random): string =>
  rnd.pick(NICK_FIRST) + rnd.pick(NICK_LAST) + (rnd.chance(0.5) ? String(rnd.int(1, 999)) : '');

/** As people say it: the whole name, the city, or the city and the district without their suffix. */
export function spoken(rnd: Random, { name }: Town): string {
  const city = name.split('市')[0] as string;
  return rnd.chance(0.5) ? name : city;
}

export interface Particulars {
  goods: string;
  order: string;
  town: string;
  coupon: readonly [number, number];
  money: number;
}

export const particulars = (rnd: Random, order: string, town: string, english: boolean, goods = GOODS): Particulars => ({
  goods: rnd.pick(english ? GOODS_IN_ENGLISH : goods),
  order,
  town,
  coupon: rnd.pick(COUPONS),
  money: rnd.int(19, 2_999),
});

/** Numbers about the wait grow with the crisis: `day` runs from 0 to 1. */
export function slotsFor(rnd: Random, p: Particulars, day: number, english: boolean): Slots {
  let named = false;
  return {
    goods: () => {
      if (named) return rnd.pick(english ? GOODS_IN_ENGLISH : GOODS);
      named = true;
      return p.goods;
    },
    order: p.order,
    town: p.town,
    days: () => String(rnd.int(2, 4 + Math.round(day * 5))),
    times: () => String(rnd.int(2, 5 + Math.round(day * 7))),
    when: () => rnd.pick(WHEN),
    promise: () => rnd.pick(english ? PROMISE_IN_ENGLISH : PROMISE),
    nth: () => rnd.pick(NTH),
    full: String(p.coupon[0]),
    off: String(p.coupon[1]),
    money: String(p.money),
    nick: () => nickname(rnd),
    num: () => String(rnd.int(11, 9_999)),
  };
}
