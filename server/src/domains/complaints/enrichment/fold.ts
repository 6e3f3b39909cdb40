import { splitsPair } from '@tocsin/shared/kernel';
import { Converter } from 'opencc-js/t2cn';

const HAN_FIRST = 0x3400;
const HAN_LAST = 0x9fff;
/** Soft hyphen, zero-width and direction marks, variation selectors, byte order mark. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

interface FoldTable {
  /** One UTF-16 unit → one unit: half width, simplified, lower case; 0 for units that are dropped. */
  readonly to: Uint16Array;
  /** 1 written only in traditional script, 2 only in simplified. */
  readonly script: Uint8Array;
}

let shared: FoldTable | undefined;

/** Single characters only: phrases that change their length would break the spans. */
function hanPairs(): [string[], string[]] {
  const from: string[] = [];
  for (let code = HAN_FIRST; code <= HAN_LAST; code++) from.push(String.fromCharCode(code));
  const joined = from.join('\n');
  const taiwan = Converter({ from: 'tw', to: 'cn' })(joined).split('\n');
  const hongKong = Converter({ from: 'hk', to: 'cn' })(joined).split('\n');
  return [from, from.map((c, i) => (taiwan[i] !== c ? taiwan[i] : hongKong[i]) ?? c)];
}

function table(): FoldTable {
  if (shared) return shared;
  const to = new Uint16Array(0x10000);
  const script = new Uint8Array(0x10000);
  for (let code = 0; code < 0x10000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) {
      to[code] = code;
      continue;
    }
    const folded = String.fromCharCode(code).normalize('NFKC').toLowerCase();
    to[code] = folded.length === 1 ? folded.charCodeAt(0) : code;
  }
  const [from, into] = hanPairs();
  from.forEach((c, i) => {
    const s = into[i] as string;
    if (s === c || s.length !== 1) return;
    to[c.charCodeAt(0)] = s.charCodeAt(0);
    script[c.charCodeAt(0)] = 1;
    script[s.charCodeAt(0)] ||= 2;
  });
  for (const [first, last] of INVISIBLE) to.fill(0, first, last + 1);
  return (shared = { to, script });
}

/** A copy to search in, with the way back to the words as received. */
export interface Folded {
  readonly text: string;
  /** Index in `text` → index in the original; absent when they are the same. */
  readonly back: Int32Array | undefined;
}

/** Length-preserving apart from invisible characters, which people paste in without knowing and spammers on purpose. */
export function fold(received: string): Folded {
  const { to } = table();
  const units = new Uint16Array(received.length);
  let back: Int32Array | undefined;
  let n = 0;
  for (let i = 0; i < received.length; i++) {
    const unit = to[received.charCodeAt(i)] as number;
    if (unit === 0) back ??= Int32Array.from({ length: received.length }, (_, k) => k);
    else {
      if (back) back[n] = i;
      units[n++] = unit;
    }
  }
  return { text: Buffer.from(units.buffer, 0, n * 2).toString('utf16le'), back };
}

/** Half-open range in the folded text → range in the original, without half a surrogate pair at either end. */
export function original({ text, back }: Folded, start: number, end: number): [number, number] {
  const from = splitsPair(text, start) ? start - 1 : start;
  const to = splitsPair(text, end) ? end + 1 : end;
  return back ? [back[from] as number, (back[to - 1] as number) + 1] : [from, to];
}

/** How many characters only one of the two Chinese scripts uses. */
export function scripts(received: string, limit: number): { traditional: number; simplified: number } {
  const { script } = table();
  let traditional = 0;
  let simplified = 0;
  for (let i = 0; i < Math.min(received.length, limit); i++) {
    const kind = script[received.charCodeAt(i)];
    if (kind === 1) traditional++;
    else if (kind === 2) simplified++;
  }
  return { traditional, simplified };
}
