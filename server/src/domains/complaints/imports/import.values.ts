import { CHANNELS, DEMANDS, type Channel, type Demand } from '@tocsin/shared/complaints';
import { CURRENCIES, firstUnits, type Money } from '@tocsin/shared/kernel';

/** What the cells of other people's tables mean. Each reader answers null for what it cannot make out. */

/** UTF-16 units read of a cell: normalising takes the square of the marks that stand on one letter. */
const MOST_READ = 2_000;
const folded = (cell: string): string => firstUnits(cell.trim(), MOST_READ).normalize('NFKC').trim().toLowerCase();

const CHANNEL_WORDS: Record<Channel, RegExp> = {
  regulator: /监管|12315|12345|12378|12300|工商|市监|消协|信访|转办|\bregulator\b|\bauthority\b/,
  phone: /电话|热线|来电|呼叫|\b(tele)?phone\b|\bcall(s|er)?\b|\bhotline\b/,
  email: /邮件|邮箱|\be-?mail\b/,
  social: /微博|社交|社媒|抖音|快手|小红书|知乎|黑猫|论坛|贴吧|\bsocial( media)?\b|\bweibo\b|\bdouyin\b|\btwitter\b|\bfacebook\b/,
  chat: /在线|聊天|客服|微信|\b(web|live)? ?chat\b|\bwechat\b|\bim\b|\bwhatsapp\b/,
  app: /\bapp\b|app端|app内|手机app|应用|客户端|小程序|\bmobile app\b/,
  counter: /柜台|柜面|网点|门店|现场|到店|大厅|营业厅|\bcounter\b|\bstore\b|\bbranch\b|\bin.?person\b/,
  letter: /信函|来信|信件|书面|\bletter\b|\bpost(al)?\b|\bmail\b/,
  web: /网站|网页|官网|表单|网络|\bweb(site|page| ?form)?\b|\bonline\b|\binternet\b/,
  other: /其他|其它|\bother\b/,
};
const DEMAND_WORDS: Record<Demand, RegExp> = {
  refund: /退[^货换]{0,6}[款钱费票息金价差]|退还|全退|退货|退票|\brefund(s|ed)?\b|money back|\breimburse/,
  replacement: /换货|更换|换新|调换|退换|\breplace(ment|d)?\b|\bexchange\b/,
  repair: /维修|修理|返修|修好|修复|\brepair(s|ed)?\b|\bfix(ed)?\b/,
  compensation: /赔偿|赔付|补偿|索赔|赔钱|[一二三四五六七八九十]倍|\bcompensat/,
  apology: /道歉|致歉|赔礼|\bapolog/,
  explanation: /解释|说明|说法|答复|回复|\bexplan|\bexplain/,
  discount: /折扣|优惠|减免|降价|补差|\bdiscount\b/,
  stop: /停止|制止|停工|下架|\bstop\b|\bcease\b/,
  cancel: /取消|注销|解约|解除|销户|退订|\bcancel/,
  other: /其他|其它|\bother\b/,
};
const NOTHING = /^(?:无|没有|暂无|不详|none|n\/?a|-+|—+|\/)$/;

export function channelIn(cell: string): Channel | null {
  const text = folded(cell);
  const worded = Object.entries(CHANNEL_WORDS) as [Channel, RegExp][];
  return CHANNELS.find((channel) => channel === text) ?? worded.find(([, words]) => words.test(text))?.[0] ?? null;
}

export interface ReadDemands {
  demands: Demand[];
  /** Some of it was none of the demands that are told apart, and counts as another one. */
  unknown: boolean;
}

/** A part may name several: `道歉赔偿`. What none of the words fits is a demand all the same. */
export function demandsIn(cell: string): ReadDemands {
  const parts = folded(cell)
    .split(/[、,;。/|+\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !NOTHING.test(part));
  const read = parts.map(demandsOf);
  const known = read.flat();
  const unknown = read.some((demands) => demands.length === 0);
  return { demands: [...new Set<Demand>(unknown ? [...known, 'other'] : known)], unknown };
}

function demandsOf(part: string): Demand[] {
  const codes = part.split(/\s+/).flatMap((word) => DEMANDS.filter((demand) => demand === word));
  return codes.length > 0 ? codes : DEMANDS.filter((demand) => DEMAND_WORDS[demand].test(part));
}

const CURRENCY_NAMES: Record<string, string> = {
  ...{ '¥': 'CNY', '￥': 'CNY', rmb: 'CNY', 人民币: 'CNY', 元: 'CNY', 块: 'CNY', 块钱: 'CNY', 圆: 'CNY', 'cn¥': 'CNY' },
  ...{ $: 'USD', us$: 'USD', 美元: 'USD', 美金: 'USD', '€': 'EUR', 欧元: 'EUR', '£': 'GBP', 英镑: 'GBP' },
  ...{ hk$: 'HKD', 港币: 'HKD', 港元: 'HKD', nt$: 'TWD', 新台币: 'TWD', 台币: 'TWD', mop$: 'MOP', 澳门元: 'MOP', 澳门币: 'MOP' },
  ...{ s$: 'SGD', 新加坡元: 'SGD', 新币: 'SGD', a$: 'AUD', au$: 'AUD', 澳元: 'AUD', c$: 'CAD', ca$: 'CAD', 加元: 'CAD', rm: 'MYR' },
};
const NAMES = Object.keys(CURRENCY_NAMES)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/\$/g, '\\$'))
  .join('|');
const AMOUNT = new RegExp(
  `^(?:约|大约|大概|共|合计|近|approx\\.?|about|ca\\.)? ?(?:(${NAMES}|[a-z]{3}) ?)?(\\d{1,13}(?:\\.\\d+)?) ?(万|千|百万|亿)? ?(${NAMES}|[a-z]{3})?整?(?:左右|余)?$`,
);
const MULTIPLES: Record<string, number> = { 千: 3, 万: 4, 百万: 6, 亿: 8 };
// Currencies without hundredths would be off by a factor of a hundred.
const NO_HUNDREDTHS = new Set(
  'BHD BIF CLP DJF GNF IQD ISK JOD JPY KMF KRW KWD LYD MGA MRU OMR PYG RWF TND UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const MOST_MINOR = 10_000_000_000_000;

/** Longer than any sum or time is written, and short enough for the patterns, whose work grows with the square of the cell. */
export const LONGEST_VALUE = 200;

/** `¥1,234.5`, `99元`, `1.5万元`, `HK$500`, `USD 12`. Yuan unless the cell says otherwise. */
export function moneyIn(cell: string): Money | null {
  if (cell.trim().length > LONGEST_VALUE) return null;
  const [, before, number = '', multiple, after] = AMOUNT.exec(ungrouped(folded(cell).replace(/\s+/g, ' '))) ?? [];
  const currency = currencyOf(before, after);
  if (number === '' || currency === null) return null;
  const minor = hundredthsOf(number, multiple === undefined ? 0 : (MULTIPLES[multiple] ?? 0));
  return minor === null || minor > MOST_MINOR ? null : { minor, currency };
}

/** Points and commas that part thousands. `1.234,56` can only be the European way; `1.234` could be either, and is left alone. */
function ungrouped(text: string): string {
  return text
    .replace(/(?<!\d)(\d{1,3}(?:\.\d{3})+),(\d{1,2})(?!\d)/, (_, whole: string, part: string) => `${whole.replaceAll('.', '')}.${part}`)
    .replace(/(?<=\d)[,，'](?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d),(?=\d{1,2}(?!\d))/, '.');
}

/** Exactly, digit by digit; null when it has parts of a hundredth. */
function hundredthsOf(number: string, shift: number): number | null {
  const [whole = '', part = ''] = number.split('.');
  const places = shift + 2;
  const digits = part.replace(/0+$/, '');
  if (digits.length > places) return null;
  return Number(whole + digits.padEnd(places, '0'));
}

function currencyOf(before: string | undefined, after: string | undefined): string | null {
  const told = [before, after].flatMap((name) => (name === undefined ? [] : [CURRENCY_NAMES[name] ?? name.toUpperCase()]));
  // `¥500元` says it twice; `USD 500元` says two things.
  const [currency = 'CNY', other = currency] = told;
  return currency === other && CURRENCIES.has(currency) && !NO_HUNDREDTHS.has(currency) ? currency : null;
}

/** Digits that a spreadsheet has replaced by a rounded number: `2.02611E+17`. */
export const isExponent = (cell: string): boolean => /^\s*\d(?:[.,]\d+)?e\+?\d{1,3}\s*$/i.test(cell);

/** A whole number too long for a spreadsheet, which keeps fifteen digits and writes zeros for the rest. */
export const isLongNumber = (cell: string): boolean => /^\d{16,30}$/.test(cell);
export const isRounded = (cell: string): boolean => /^\d{15}0+$/.test(cell);

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
