/** Texts of 20,000 UTF-16 units: `[name, ofLength]`. */
const PARTS = [
  ...[
    '投诉',
    '的',
    '退款',
    '律师',
    '记者',
    '爆炸',
    '吗',
    '朝阳区',
    '鼓楼区',
    '一',
    '一三八',
    '打了十次',
    '臺灣',
    '字',
    '小区',
    '订a',
    '1万元',
  ],
  ...['a', 'a ', 'A', 'AAA ', 'London ', '0', '1', '1 ', '1.', '1,', '1-', '+1 ', '00 ', '1a', '13812342211、', '6222021234567890123 '],
  ...['110101199003071234 ', '2026-11-22 ', 'SF1234567890123 ', '电话88886666，', '微信号abc123 ', 'a@', '@', 'a@a.', 'www.', 'http://'],
  ...[
    'order ',
    'lot ',
    '订单号 ',
    '(',
    '[',
    '《',
    '.',
    ' ',
    '\n',
    '，',
    '"',
    '<b>',
    '%',
    '\u202e',
    '\u200b',
    '\u0301',
    '\ufdfa',
    '㍿',
    'İ',
  ],
  ...['😀', '👨‍👩‍👧‍👦', '🇨', '𠮷', '𝟏', 'مرحبا ', 'สวัสดี', 'क्षि', '안녕', 'constructor '],
];
const HEADED = [
  ['订单号', ' '],
  ['order no.', ' '],
  ['order', 'a'],
  ['《', '字'],
  ['https://a.cn/?', 'q'],
  ['退款a', '\u0300\u0316'],
];
const numbered = (write, length) => {
  let text = '';
  for (let i = 0; text.length < length; i++) text += write(i);
  return text.slice(0, length);
};

export const SHAPES = [
  ...PARTS.map((part) => [
    part,
    (length) =>
      part
        .repeat(Math.ceil(length / part.length))
        .slice(0, length)
        .toWellFormed(),
  ]),
  ...HEADED.map(([head, part]) => [`${head}${part}…`, (length) => (head + part.repeat(length)).slice(0, length)]),
  ['different characters', (length) => numbered((i) => String.fromCharCode(0x4e00 + ((i * 7_919) % 20_000)), length)],
  ['different words', (length) => numbered((i) => `w${i.toString(36)} `, length)],
  ['different orders', (length) => numbered((i) => `SF${100_000_000_000 + i * 7_919} `, length)],
  ['every sign there is', (length) => numbered((i) => String.fromCharCode(0x20 + ((i * 3) % 0xd7e0)), length)],
];

/** Signs that cannot be seen, by their numbers. */
export const spelt = (name) => JSON.stringify(name).replace(/[\p{C}\p{M}]/gu, (sign) => `\\u${sign.codePointAt(0).toString(16)}`);
