import { classOfWord, segment } from '../../../platform/text/index.js';
import { FeatureBag } from './bag.js';
import { hashPair, hashString } from './hash.js';
import { endsLikeAName } from './names.js';
import { STOP_WORDS } from './stopwords.js';
import type { Profile } from './types.js';

export interface Features {
  hashes: Uint32Array;
  weights: Float32Array;
  named: Uint8Array;
  words: string[];
  wordClass: Uint8Array;
  profile: Profile;
}

const WORD_SEED = 0x811c9dc5;
const GRAM_SEED = 0x3c6ef372;
const BIGRAM_SEED = 0x51ed270b;
const WORD_KIND = 1;
const BIGRAM_KIND = 0.3;
const GRAM_KIND = 0.3;
/** An author's own label says what a post is about more plainly than any word in it. */
const LABEL_KIND = 2;
/** Letters that inflections of one word share. */
const STEM = 5;
const TITLE_COUNT = 10;
const LONG_CHINESE = 60;
const LONG_LATIN = 400;
const MAX_WORD = 40;
const MAX_NAME_WORD = 4;
const LONGEST_TEXT = 8_192;
const LABEL_SIGN = 0x23;
const MENTION_SIGN = 0x40;
const HAS_CHINESE = /[\u3400-\u9fff]/;
const LATIN_WORD =
  /[#@]?[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{N}\p{M}_]+/gu;
const DIGITS_ONLY = /^[\d._]+$/;

const bag = new FeatureBag();
/** Which characters of the text at hand lie inside a name. */
const nameMask = new Uint8Array(LONGEST_TEXT);
/** Which characters are nothing but manners and grammar: what forms have in common says nothing of the matter. */
const plainMask = new Uint8Array(LONGEST_TEXT);

interface Pass {
  words: string[];
  classes: number[];
  chinese: number;
  latin: number;
}

const isChinese = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

function addWord(word: string, count: number, pass: Pass, kind = WORD_KIND): number {
  if (word.length < 2 || word.length > MAX_WORD || STOP_WORDS.has(word) || DIGITS_ONLY.test(word)) return -1;
  const at = bag.add(hashString(word, WORD_SEED), count, kind);
  if (bag.fresh) {
    pass.words.push(word);
    pass.classes.push(classOfWord(word));
  }
  return at;
}

function addLatinWords(text: string, count: number, pass: Pass): void {
  for (const [word] of text.matchAll(LATIN_WORD)) {
    pass.latin += word.length;
    const sign = word.charCodeAt(0);
    if (sign === LABEL_SIGN) addWord(word.slice(1), count, pass, LABEL_KIND);
    else if (sign !== MENTION_SIGN) addWord(word, count, pass);
  }
}

function countWords(text: string, count: number, pass: Pass): void {
  if (!HAS_CHINESE.test(text)) {
    addLatinWords(text, count, pass);
    return;
  }
  let position = 0;
  const recent: { at: number; from: number; to: number }[] = [];
  for (const word of segment(text)) {
    const from = position;
    position += word.length;
    if (!isChinese(word.charCodeAt(0))) {
      recent.length = 0;
      if (word.length > 1) nameLatin(word, count, pass, from, position);
      continue;
    }
    pass.chinese += word.length;
    plainMask.fill(word.length === 1 || STOP_WORDS.has(word) ? 1 : 0, from, position);
    const at = addWord(word, count, pass);
    const known = at >= 0 ? pass.classes[at] : 0;
    if (known === 1 || known === 2) markName(at, from, position);
    if (endsLikeAName(word)) {
      for (const part of recent) markName(part.at, part.from, part.to);
      markName(at, from, position);
    }
    if (STOP_WORDS.has(word) || word.length > MAX_NAME_WORD) recent.length = 0;
    else {
      if (recent.length === 2) recent.shift();
      recent.push({ at, from, to: position });
    }
  }
}

/** Letters in the midst of Chinese are nearly always somebody's name. */
function nameLatin(word: string, count: number, pass: Pass, from: number, to: number): void {
  const before = bag.size;
  addLatinWords(word, count, pass);
  if (/[a-z]{2}/.test(word)) for (let at = before; at < bag.size; at++) markName(at, from, to);
}

function markName(at: number, from: number, to: number): void {
  if (at >= 0) bag.named[at] = 1;
  nameMask.fill(1, from, to);
}

function countGrams(text: string, count: number, short: boolean): void {
  let runStart = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0;
    const plain = short && plainMask[i] === 1 && plainMask[i - 1] === 1;
    if (i > 0 && !plain && isChinese(code) && isChinese(text.charCodeAt(i - 1))) {
      const at = bag.add(hashPair(BIGRAM_SEED ^ text.charCodeAt(i - 1), code), count, BIGRAM_KIND);
      if (at >= 0 && nameMask[i] === 1 && nameMask[i - 1] === 1) bag.named[at] = 1;
    }
    const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code < 0x250);
    if (letter && runStart < 0) runStart = i;
    if (!letter && runStart >= 0) {
      if (i - runStart > STEM) bag.add(hashString(text, GRAM_SEED, runStart, runStart + STEM), count, GRAM_KIND);
      runStart = -1;
    }
  }
}

/** Short posts and long complaints weigh their words differently; which one a text is, its own shape says. */
function profileOf(pass: Pass, titled: boolean): Profile {
  if (pass.chinese >= LONG_CHINESE) return 'complaint';
  if (titled && pass.chinese >= 8) return 'complaint';
  return pass.latin >= LONG_LATIN ? 'complaint' : 'post';
}

/** Words come first, then character grams: `words` is parallel to the head of `hashes`. */
export function extractFeatures(title: string, body: string): Features {
  bag.clear();
  const pass: Pass = { words: [], classes: [], chinese: 0, latin: 0 };
  const text = title ? `${title}\n${body}` : body;
  nameMask.fill(0, 0, text.length + 1);
  // The title is counted as part of the text as well, so that names are marked at their place in it.
  if (title) countWords(title, TITLE_COUNT - 1, pass);
  nameMask.fill(0, 0, title.length + 1);
  countWords(text, 1, pass);
  const profile = profileOf(pass, title !== '');
  if (title) countGrams(title, TITLE_COUNT - 1, false);
  countGrams(text, 1, profile === 'post');
  const hashes = bag.hashes.slice(0, bag.size);
  const weights = new Float32Array(bag.size);
  for (let i = 0; i < bag.size; i++) weights[i] = (bag.kinds[i] as number) * (1 + Math.log(bag.counts[i] as number));
  return {
    hashes,
    weights,
    named: bag.named.slice(0, bag.size),
    words: pass.words,
    wordClass: Uint8Array.from(pass.classes),
    profile,
  };
}
