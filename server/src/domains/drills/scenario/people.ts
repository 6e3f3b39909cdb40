import type { Complainant } from '@tocsin/shared/complaints';
import type { Random } from './random.js';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏辉玲燕红宇浩然子轩梓涵欣怡雨桐诗嘉俊思远晨曦佳琪雅雯婷晓东建国海峰志远文博天佑安宁一鸣可心若溪书瑶景行锦程云舒予墨知夏乐清和',
];
const ENGLISH_FIRST = [
  'Amy',
  'Ben',
  'Carla',
  'Daniel',
  'Emma',
  'Frank',
  'Grace',
  'Henry',
  'Irene',
  'Jack',
  'Kevin',
  'Laura',
  'Mia',
  'Noah',
  'Olivia',
  'Peter',
  'Quinn',
  'Ruth',
  'Sam',
  'Tina',
  'Umar',
  'Vera',
  'Will',
  'Zoe',
];
const ENGLISH_LAST = [
  'Adair',
  'Barlow',
  'Castell',
  'Dunmore',
  'Ellery',
  'Farrow',
  'Garrick',
  'Hollis',
  'Ingram',
  'Jessop',
  'Kestrel',
  'Lorne',
  'Marlow',
  'Norcott',
  'Orwin',
  'Pryor',
  'Radley',
  'Selwyn',
  'Tarrant',
  'Vance',
];

export interface Person {
  ref: string;
  complainant: Complainant;
}

/** No mobile number in China begins with 100, and 555-01xx is set aside for fiction: nobody is called by accident. */
function phone(rnd: Random, english: boolean): string {
  if (english) return `+1 ${rnd.int(201, 989)}-555-01${String(rnd.int(0, 99)).padStart(2, '0')}`;
  return `100${String(rnd.int(0, 99_999_999)).padStart(8, '0')}`;
}

/** An invented person, distinct by `number`; most leave a phone, some an address, a few only their customer number. */
export function person(rnd: Random, number: number, english: boolean): Person {
  const ref = `U${String(10_000_000 + number)}`;
  const name = english
    ? `${rnd.pick(ENGLISH_FIRST)} ${rnd.pick(ENGLISH_LAST)}`
    : rnd.pick(SURNAMES) + rnd.pick(GIVEN) + (rnd.chance(0.6) ? rnd.pick(GIVEN) : '');
  const complainant: Complainant = { ref };
  if (rnd.chance(0.85)) complainant.name = name;
  if (rnd.chance(0.7)) complainant.phone = phone(rnd, english);
  else if (rnd.chance(0.6)) complainant.email = `user${number}@example.com`;
  return { ref, complainant };
}
