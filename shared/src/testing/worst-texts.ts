import { HOSTILE_UNITS } from './hostile-units.js';

/** So many characters, as people count code points: what a complaint may have. */
const LONGEST = 20_000;

/** A text of just so many code points, made of one part again and again. */
export function repeated(part: string, length = LONGEST): string {
  const characters = Array.from(part);
  const whole = Math.floor(length / characters.length);
  return part.repeat(whole) + characters.slice(0, length - whole * characters.length).join('');
}

const numbered = (write: (i: number) => string): string => {
  let text = '';
  for (let i = 0; text.length < LONGEST; i++) text += write(i);
  return Array.from(text).slice(0, LONGEST).join('');
};

/** A head, and one sign so often that the text is full: where a pattern looks ahead it looks to the end. */
const headed = (head: string, part: string): string => head + repeated(part, LONGEST - Array.from(head).length);

/** For the name of a test: signs that cannot be seen, or that turn a line around, by their numbers. */
const spelt = (part: string): string =>
  JSON.stringify(part).replace(/[\p{C}\p{M}]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

const OF_ONE_PART = [
  ...[
    '投诉',
    '的',
    '退款',
    '律师',
    '朝阳区',
    '一三八',
    '打了十次',
    'a',
    'a ',
    'A',
    '0',
    '1 ',
    '13812342211、',
    '6222021234567890123 ',
    '(',
    '[',
    '.',
  ],
  ...[
    '"',
    '\\',
    '=',
    '@',
    'a@',
    '《',
    '，',
    '\n',
    '<b>',
    '&',
    '%',
    '\ufdfa',
    '㍿',
    'İ',
    '\u202e',
    '\u0007',
    '\uffff',
    '😀',
    '👨‍👩‍👧‍👦',
    '🇨',
    '👍🏽',
  ],
  ...['مرحبا ', 'สวัสดี', 'क्षि', '안녕', 'ก็', '臺灣', '𠮷', '\u{10ffff}', '1.111', 'SF1234567890123 ', 'order ', 'www.', 'constructor '],
];

/** Texts of 20,000 characters that reading, searching and showing find hardest. All can be stored; of the last three nothing can be read, and they are refused. */
export const WORST_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ...OF_ONE_PART.map((part): [string, string] => [spelt(part), headed('退款 ', part)]),
  ['one letter with marks', headed('退款a', '\u0300\u0316')],
  ['one emoji of thousands', headed('坏', '😀\u200d')],
  ['an order and spaces', headed('订单号', ' ')],
  ['an open title', headed('《', '字')],
  ['a long address', headed('https://a.cn/?', 'q')],
  ['all words of prototypes', repeated(`${HOSTILE_UNITS.prototypes.join(' ')} `)],
  ['different characters', numbered((i) => String.fromCharCode(0x4e00 + ((i * 7_919) % 20_000)))],
  ['different words', numbered((i) => `w${i.toString(36)} `)],
  ['different orders', numbered((i) => `SF${String(100_000_000_000 + i * 7_919)} `)],
  ['every sign there is', numbered((i) => String.fromCharCode(0x20 + ((i * 3) % 0xd7e0)))],
  [
    'everything at once',
    repeated(
      Object.entries(HOSTILE_UNITS)
        .flatMap(([kind, units]) => (kind === 'unstorable' ? [] : units))
        .join(''),
    ),
  ],
  ['only spaces', repeated(' ')],
  ['only invisible signs', repeated('\u200b')],
  ['only direction marks', repeated('\u2066')],
];
