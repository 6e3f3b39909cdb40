import { ENTRY_KINDS, type PaletteEntry } from './entry.js';

/** Reads Chinese labels as they are typed on a Latin keyboard. It comes late, so that the ranking must do without it at first. */
export interface PinyinReader {
  find: (label: string, typed: string) => { at: number; together: boolean } | null;
  spelling: (label: string) => string;
}
export const NO_PINYIN: PinyinReader = { find: () => null, spelling: () => '' };

const SHOWN = 40;
/** Above these lies an exact match; the steps between them leave room for the finer differences within one. */
const SCORE = {
  exact: 1000,
  start: 900,
  keyword: 850,
  word: 800,
  inside: 700,
  keywordStart: 680,
  pinyinStart: 660,
  pinyin: 600,
  found: 500,
  keywordInside: 480,
  scattered: 300,
  slip: 200,
} as const;
const LEAST_SCATTERED = 2;
const LEAST_WITH_SLIP = 4;

/** As compared: full-width and capital letters, blanks, dashes and other signs make no difference. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');

/** Where the words of a label begin in its folded form. */
function wordStarts(label: string): Set<number> {
  const starts = new Set<number>();
  let at = 0;
  for (const word of label.normalize('NFKC').split(/[\s\p{P}\p{S}]+/u)) {
    starts.add(at);
    at += fold(word).length;
  }
  return starts;
}

function byLetters(label: string, text: string, q: string): number {
  const at = text.indexOf(q);
  if (at === -1) return 0;
  if (text === q) return SCORE.exact;
  if (at === 0) return SCORE.start;
  return wordStarts(label).has(at) ? SCORE.word : SCORE.inside;
}

function byKeywords(keywords: readonly string[], q: string): number {
  let best = 0;
  for (const keyword of keywords) {
    const text = fold(keyword);
    if (text === '') continue;
    if (text === q) return SCORE.keyword;
    if (text.startsWith(q)) best = Math.max(best, SCORE.keywordStart);
    else if (q.length > 1 && text.includes(q)) best = Math.max(best, SCORE.keywordInside);
  }
  return best;
}

function byPinyin(label: string, q: string, reader: PinyinReader): number {
  const hit = reader.find(label, q);
  if (hit === null) return 0;
  if (!hit.together) return q.length < LEAST_SCATTERED ? 0 : SCORE.scattered;
  return hit.at === 0 ? SCORE.pinyinStart : SCORE.pinyin;
}

/** One letter wrong, missing, too many, or two in the wrong order: at most one such slip between `q` and the beginning of `text`. */
export function startsWithSlip(text: string, q: string): boolean {
  let i = 0;
  while (i < q.length && text[i] === q[i]) i++;
  if (i === q.length) return true;
  const rest = (from: number): string => text.slice(from);
  return (
    rest(i + 1).startsWith(q.slice(i + 1)) ||
    rest(i).startsWith(q.slice(i + 1)) ||
    rest(i + 1).startsWith(q.slice(i)) ||
    (text[i] === q[i + 1] && text[i + 1] === q[i] && rest(i + 2).startsWith(q.slice(i + 2)))
  );
}

function bySlip(label: string, keywords: readonly string[], q: string, reader: PinyinReader): number {
  if (q.length < LEAST_WITH_SLIP || !/^[a-z]+$/.test(q)) return 0;
  const words = [...label.split(/[\s\p{P}]+/u), ...keywords, reader.spelling(label)].map(fold);
  return words.some((word) => word.length >= LEAST_WITH_SLIP - 1 && startsWithSlip(word, q)) ? SCORE.slip : 0;
}

/** How well an entry answers what is typed; 0 when it does not. */
export function score(entry: PaletteEntry, typed: string, reader: PinyinReader): number {
  const q = fold(typed);
  if (q === '') return 0;
  const text = fold(entry.label);
  const keywords = entry.keywords ?? [];
  const best = Math.max(
    byLetters(entry.label, text, q),
    byKeywords(keywords, q),
    byPinyin(entry.label, q, reader),
    entry.found === true ? SCORE.found : 0,
  );
  const any = best === 0 ? bySlip(entry.label, keywords, q, reader) : best;
  // Of two equally good ones, the label of which more is typed.
  return any === 0 ? 0 : any + 20 * Math.min(1, q.length / Math.max(1, text.length));
}

/** The best first; what answers equally well stays in the order of its kinds. */
export function rank(entries: readonly PaletteEntry[], typed: string, reader: PinyinReader): PaletteEntry[] {
  return entries
    .map((entry, order) => ({ entry, order, points: score(entry, typed, reader) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || kindOrder(a.entry) - kindOrder(b.entry) || a.order - b.order)
    .slice(0, SHOWN)
    .map(({ entry }) => entry);
}

const kindOrder = ({ kind }: PaletteEntry): number => ENTRY_KINDS.indexOf(kind);
