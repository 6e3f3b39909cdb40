import type { MapArea } from '../../ui/map/index.js';

/** Invented figures for the gallery, which exists in development only. */
const START = Date.parse('2026-11-22T00:30:00Z');
const COUNTS = [
  5, 7, 4, 8, 7, 3, 5, 4, 7, 5, 9, 4, 6, 7, 8, 8, 3, 5, 6, 4, 7, 6, 8, 6, 9, 10, 14, 12, 18, 22, 20, 26, 24, 30, 28, 32, 36, 33, 38, 43, 48,
  52, 55, 58, 62, 57, 60, 54, 50, 46, 42, 41,
];

export const buckets = COUNTS.map((count, i) => ({
  at: new Date(START + i * 450_000).toISOString(),
  count,
  baseline: 5 + 2 * Math.sin(i / 7),
}));

const place = (adcode: string, name: string, level: string, lng: number, lat: number, count: number): MapArea => ({
  adcode,
  name,
  level,
  lng,
  lat,
  count,
});

export const areas: MapArea[] = [
  place('310000', '上海', 'province', 121.47, 31.23, 312),
  place('440000', '广东', 'province', 113.26, 23.13, 262),
  place('110000', '北京', 'province', 116.4, 39.9, 194),
  place('510000', '四川', 'province', 104.06, 30.67, 96),
  place('420000', '湖北', 'province', 114.3, 30.59, 62),
  place('610000', '陕西', 'province', 108.94, 34.34, 41),
  place('330000', '浙江', 'province', 120.15, 30.27, 88),
  place('650000', '新疆', 'province', 87.62, 43.79, 12),
  place('320000', '江苏', 'province', 118.8, 32.06, 75),
  place('310100', '上海', 'city', 121.47, 31.23, 312),
  place('440300', '深圳', 'city', 114.06, 22.55, 171),
  place('440100', '广州', 'city', 113.26, 23.13, 91),
  place('110100', '北京', 'city', 116.4, 39.9, 194),
  place('510100', '成都', 'city', 104.06, 30.67, 87),
  place('420100', '武汉', 'city', 114.3, 30.59, 52),
  place('610100', '西安', 'city', 108.94, 34.34, 33),
  place('330100', '杭州', 'city', 120.15, 30.27, 61),
];

export const demands = [
  { key: 'refund', label: '退款未到账', share: 0.46, changePoints: 6 },
  { key: 'explanation', label: '滞留无安置', share: 0.23, changePoints: 1 },
  { key: 'compensation', label: '改签降舱差价', share: 0.17, changePoints: -2 },
  { key: 'other', label: '无法开具证明', share: 0.09, changePoints: 0 },
];

export interface SampleComplaint {
  id: string;
  receiptNo: string;
  text: string;
  channel: string;
  place: string;
  at: string;
  score: number;
  severity: 'S1' | 'S2' | 'S3' | 'S4';
}

const TEXTS = [
  '取消航班已经 9 天，退款页面一直显示“处理中”，客服让我等 30 个工作日。',
  '带两个孩子在机场滞留一夜，没人安排住宿，只给了一瓶水，要求书面说明。',
  '第三次来电：上次承诺 48 小时回电未兑现，准备联合同班次旅客集体投诉。',
  '改签后座位被降舱，差价未退，要求按规定三倍赔偿。',
  '老人独自出行，柜台拒绝开具航班取消证明，无法向保险理赔。',
] as const;
const PLACES = ['上海 浦东新区', '上海 虹桥机场', '南京', '杭州 萧山区', '全国'] as const;
const LEVELS = ['S1', 'S2', 'S3', 'S4'] as const;

export const complaints: SampleComplaint[] = Array.from({ length: 1_000 }, (_, i) => ({
  id: `c${i}`,
  receiptNo: `C-261122-${String(10_000 + i)}`,
  text: TEXTS[i % TEXTS.length] ?? '',
  channel: ['App', '12326', '400 热线', '微博', '柜台'][i % 5] ?? '',
  place: PLACES[i % PLACES.length] ?? '',
  at: new Date(START + 21_600_000 - i * 41_000).toISOString(),
  score: 0.95 - (i % 30) / 100,
  severity: LEVELS[i % 4] ?? 'S4',
}));
