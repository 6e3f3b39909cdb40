import type { Basis, Demand, EscalationSignal, Flag } from '@tocsin/shared/complaints';
import { type Folded, fold, original } from './fold.js';
import { DEMAND_WORDS, WISH_WORDS } from './lexicon/demands.js';
import { EMOTION_WORDS } from './lexicon/emotion.js';
import { ESCALATION_WORDS } from './lexicon/escalation.js';
import { COMPANY_WORDS, FLAG_WORDS, HARMLESS, MINOR_WORDS } from './lexicon/flags.js';
import { buildMatcher, type Matcher } from './matcher.js';

export type Cue =
  | { about: 'demand'; demand: Demand; wished: boolean }
  | { about: 'emotion'; stage: 'question' | 'anger' | 'exposure'; weight: number }
  | { about: 'flag'; flag: Flag; minor: boolean; beside?: readonly string[] }
  | { about: 'escalation'; signal: EscalationSignal }
  | { about: 'wish' }
  | { about: 'harmless' };

export interface Hit {
  cue: Cue;
  start: number;
  end: number;
}

interface Phrase {
  cues: Cue[];
  /** A Latin phrase must stand alone; with `open` it may go on to the right. */
  latin: boolean;
  open: boolean;
}

const LATIN_END = /[a-z0-9]$/;
const isLatin = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);

function phrases(): Map<string, Phrase> {
  const all = new Map<string, Phrase>();
  const add = (words: string, cue: Cue): void => {
    for (const word of words.split('|')) {
      const open = word.endsWith('*');
      const text = fold(word.replace(/\*$/, '')).text;
      const phrase = all.get(text) ?? { cues: [], latin: LATIN_END.test(text), open };
      phrase.cues.push(cue);
      phrase.open ||= open;
      all.set(text, phrase);
    }
  };
  for (const [demand, { sure, wished }] of Object.entries(DEMAND_WORDS) as [Demand, { sure: string; wished: string }][]) {
    add(sure, { about: 'demand', demand, wished: false });
    add(wished, { about: 'demand', demand, wished: true });
  }
  for (const { stage, weight, words } of EMOTION_WORDS) add(words, { about: 'emotion', stage, weight });
  for (const [flag, words] of Object.entries(FLAG_WORDS) as [Flag, string][]) add(words, { about: 'flag', flag, minor: false });
  for (const [flag, words] of Object.entries(MINOR_WORDS) as [Flag, string][]) add(words, { about: 'flag', flag, minor: true });
  for (const { words, flag, minor, beside } of COMPANY_WORDS) add(words, { about: 'flag', flag, minor, beside });
  for (const [signal, words] of Object.entries(ESCALATION_WORDS) as [EscalationSignal, string][])
    add(words, { about: 'escalation', signal });
  add(WISH_WORDS, { about: 'wish' });
  add(HARMLESS, { about: 'harmless' });
  return all;
}

let shared: { matcher: Matcher; list: Phrase[] } | undefined;

function lexicon(): { matcher: Matcher; list: Phrase[] } {
  if (shared) return shared;
  const all = phrases();
  return (shared = { matcher: buildMatcher([...all.keys()]), list: [...all.values()] });
}

function standsAlone(text: string, start: number, end: number, open: boolean): boolean {
  if (start > 0 && isLatin(text.charCodeAt(start - 1)) && isLatin(text.charCodeAt(start))) return false;
  return open || end >= text.length || !isLatin(text.charCodeAt(end));
}

function endOfWord(text: string, end: number): number {
  let to = end;
  while (to < text.length && to - end < 12 && isLatin(text.charCodeAt(to))) to++;
  return to;
}

/** Every cue in the text, by where it ends, without those inside a harmless phrase. */
export function findCues({ text }: Folded): Hit[] {
  const { matcher, list } = lexicon();
  const hits: Hit[] = [];
  let harmless: Uint8Array | undefined;
  matcher.scan(text, (id, start, end) => {
    const { cues, latin, open } = list[id] as Phrase;
    if (latin && !standsAlone(text, start, end, open)) return;
    const to = open ? endOfWord(text, end) : end;
    for (const cue of cues) {
      if (cue.about === 'harmless') (harmless ??= new Uint8Array(text.length)).fill(1, start, to);
      else hits.push({ cue, start, end: to });
    }
  });
  if (!harmless) return hits;
  const covered = harmless;
  return hits.filter(({ start, end }) => {
    for (let i = start; i < end; i++) if (covered[i] === 0) return true;
    return false;
  });
}

const END_OF_CLAUSE = /[。！？!?\n;；，,、：:]/;

/** How many characters may stand between a denial and what it denies, after a Chinese and after a Latin word. */
export interface Gap {
  han: number;
  latin: number;
}

/** Whether one of the words stands shortly before, in the same clause. */
export function precededBy(text: string, at: number, words: readonly string[], gap: Gap): boolean {
  let from = Math.max(0, at - (isLatin(text.charCodeAt(at)) ? 30 : 10));
  for (let i = at - 1; i >= from; i--) {
    if (END_OF_CLAUSE.test(text[i] as string)) {
      from = i + 1;
      break;
    }
  }
  const before = text.slice(from, at);
  return words.some((w) => {
    const i = before.lastIndexOf(w);
    if (i < 0) return false;
    const between = before.length - i - w.length;
    if (!isLatin(w.charCodeAt(0))) return between <= gap.han;
    const startsWord = w.startsWith("n't") || i === 0 || !isLatin(before.charCodeAt(i - 1));
    return between <= gap.latin && startsWord && !isLatin(before.charCodeAt(i + w.length));
  });
}

const END_OF_SENTENCE = /[。！？!?\n;；]/;
/** How far from a word its company may stand. */
const REACH = 24;

/** Whether one of the words stands in the same sentence, not too far on either side. */
export function keepsCompany(text: string, start: number, end: number, words: readonly string[]): boolean {
  let from = start;
  while (from > 0 && start - from < REACH && !END_OF_SENTENCE.test(text[from - 1] as string)) from--;
  let to = end;
  while (to < text.length && to - end < REACH && !END_OF_SENTENCE.test(text[to] as string)) to++;
  const around = text.slice(from, to);
  return words.some((word) => {
    const at = around.indexOf(word);
    if (at < 0 || !isLatin(word.charCodeAt(0))) return at >= 0;
    return !isLatin(around.charCodeAt(at - 1)) && !isLatin(around.charCodeAt(at + word.length));
  });
}

export type Field = Basis['field'];

/** At most this many spans are kept for one judgement: enough to show why. */
const MAX_BASIS = 6;

/** The words as received under each hit, longest first where they overlap. */
export function basisOf(received: string, folded: Folded, field: Field, hits: readonly Hit[]): Basis[] {
  const out: Basis[] = [];
  let lastEnd = -1;
  const sorted = hits.length < 2 ? hits : [...hits].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const hit of sorted) {
    if (hit.start < lastEnd) continue;
    lastEnd = hit.end;
    const [start, end] = original(folded, hit.start, hit.end);
    out.push({ field, start, end, words: received.slice(start, end) });
    if (out.length >= MAX_BASIS) break;
  }
  return out;
}
