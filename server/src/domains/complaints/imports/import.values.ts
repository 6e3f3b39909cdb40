import { CHANNELS, DEMANDS, type Channel, type Demand } from '@tocsin/shared/complaints';
import type { Money } from '@tocsin/shared/kernel';

/** What the cells of other people's tables mean. Each reader answers null for what it cannot make out. */

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const CHANNEL_WORDS: Record<Channel, RegExp> = {
  phone: /电话|热线|来电|呼叫|phone|call|hotline/,
  email: /邮件|邮箱|e-?mail/,
  chat: /在线|聊天|客服|微信|chat|wechat|im$/,
  social: /微博|社交|社媒|抖音|小红书|social|weibo|douyin/,
  app: /app|应用|客户端|小程序/,
  counter: /柜台|门店|现场|到店|大厅|counter|store|branch/,
  letter: /信函|来信|信件|letter|post/,
  regulator: /监管|12315|12345|工商|市监|消协|regulator/,
  web: /网站|网页|官网|表单|web/,
  other: /其他|其它|other/,
};
const DEMAND_WORDS: Record<Demand, RegExp> = {
  refund: /退款|退钱|退费|退票|退货|refund/,
  replacement: /换货|更换|换新|replace/,
  repair: /维修|修理|返修|repair|fix/,
  compensation: /赔偿|赔付|补偿|compens/,
  apology: /道歉|致歉|apolog/,
  explanation: /解释|说明|说法|答复|explan/,
  discount: /折扣|优惠|减免|discount/,
  stop: /停止|制止|stop/,
  cancel: /取消|注销|解约|cancel/,
  other: /其他|其它|other/,
};

export function channelIn(cell: string): Channel | null {
  const text = folded(cell);
  return CHANNELS.find((channel) => channel === text) ?? CHANNELS.find((channel) => CHANNEL_WORDS[channel].test(text)) ?? null;
}

export function demandsIn(cell: string): Demand[] | null {
  const parts = folded(cell)
    .split(/[、,;/|+\s]+/)
    .filter((part) => part !== '');
  const found = parts.map((part) => DEMANDS.find((d) => d === part) ?? DEMANDS.find((d) => DEMAND_WORDS[d].test(part)));
  return found.includes(undefined) ? null : [...new Set(found as Demand[])];
}

/** `¥1,234.5`, `99元`, `USD 12`. Yuan unless the cell says otherwise. */
export function moneyIn(cell: string): Money | null {
  const text = folded(cell).replace(/,/g, '');
  const match = /^(?:(¥|￥|\$|€|£|[a-z]{3})\s*)?(\d{1,13})(?:\.(\d{1,2})0*)?\s*(元|块|圆|[a-z]{3})?$/.exec(text);
  if (!match) return null;
  const currency = currencyOf(match[1] ?? match[4]);
  if (!currency) return null;
  return { minor: Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0')), currency };
}

const SYMBOLS: Record<string, string> = {
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  块: 'CNY',
  圆: 'CNY',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  rmb: 'CNY',
};
// Currencies without hundredths would be off by a factor of a hundred.
const HUNDREDTHS = new Set(['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'TWD', 'MOP', 'SGD', 'AUD', 'CAD', 'CHF', 'THB', 'MYR']);

function currencyOf(mark: string | undefined): string | null {
  if (mark === undefined) return 'CNY';
  const currency = SYMBOLS[mark] ?? mark.toUpperCase();
  return HUNDREDTHS.has(currency) ? currency : null;
}

const DATE =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\st]+(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*(?:[:分]\s*(\d{1,2})?(?:\.\d+)?)?\s*秒?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})$/;

/** A time on the wall of `timeZone`, unless it carries its own offset. */
export function instantIn(cell: string, timeZone: string): string | null {
  const text = folded(cell);
  if (WITH_ZONE.test(text)) return isoOf(Date.parse(text.toUpperCase()));
  const match = DATE.exec(text) ?? COMPACT.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(wall);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null;
  return isoOf(wall - offsetOf(wall - offsetOf(wall, timeZone), timeZone));
}

const isoOf = (ms: number): string | null => (Number.isNaN(ms) ? null : new Date(ms).toISOString());

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the wall clock of a zone is ahead of UTC at an instant. */
function offsetOf(ms: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
