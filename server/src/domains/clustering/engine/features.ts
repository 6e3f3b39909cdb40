import { classOfWord, segment } from '../../../platform/text/index.js';
import { FeatureBag } from './bag.js';
import { hashPair, hashString } from './hash.js';
import { STOP_WORDS } from './stopwords.js';
import type { Profile } from './types.js';

export interface Features {
  hashes: Uint32Array;
  weights: Float32Array;
  words: string[];
  wordClass: Uint8Array;
  profile: Profile;
}

const WORD_SEED = 0x811c9dc5;
const GRAM_SEED = 0x3c6ef372;
const BIGRAM_SEED = 0x51ed270b;
const WORD_KIND = 1;
const BIGRAM_KIND = 0.3;
const GRAM_KIND = 0.5;
const TITLE_COUNT = 6;
const LONG_CHINESE = 60;
const LONG_LATIN = 400;
const MAX_WORD = 40;
const HAS_CHINESE = /[\u3400-\u9fff]/;
const LATIN_WORD =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{N}\p{M}_]+/gu;
const DIGITS_ONLY = /^[\d._]+$/;

const bag = new FeatureBag();

interface Pass {
  words: string[];
  classes: number[];
  chinese: number;
  covered: number;
  latin: number;
}

const isChinese = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

function addWord(word: string, count: number, pass: Pass): void {
  if (word.length < 2 || word.length > MAX_WORD || STOP_WORDS.has(word) || DIGITS_ONLY.test(word)) return;
  if (bag.add(hashString(word, WORD_SEED), count, WORD_KIND)) {
    pass.words.push(word);
    pass.classes.push(classOfWord(word));
  }
}

function addLatinWords(text: string, count: number, pass: Pass): void {
  for (const [word] of text.matchAll(LATIN_WORD)) {
    pass.latin += word.length;
    addWord(word, count, pass);
  }
}

function countWords(text: string, count: number, pass: Pass): void {
  if (!HAS_CHINESE.test(text)) {
    addLatinWords(text, count, pass);
    return;
  }
  for (const word of segment(text)) {
    if (!isChinese(word.charCodeAt(0))) {
      if (word.length > 1) addLatinWords(word, count, pass);
      continue;
    }
    pass.chinese += word.length;
    addWord(word, count, pass);
  }
}

function countGrams(text: string, count: number): void {
  let runStart = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0;
    if (i > 0 && isChinese(code) && isChinese(text.charCodeAt(i - 1)))
      bag.add(hashPair(BIGRAM_SEED ^ text.charCodeAt(i - 1), code), count, BIGRAM_KIND);
    const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code < 0x250);
    if (letter && runStart < 0) runStart = i;
    if (!letter && runStart >= 0) {
      for (let from = runStart; from + 4 <= i && i - runStart > 4; from++)
        bag.add(hashString(text, GRAM_SEED, from, from + 4), count, GRAM_KIND);
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

export function extractFeatures(title: string, body: string): Features {
  bag.clear();
  const pass: Pass = { words: [], classes: [], chinese: 0, covered: 0, latin: 0 };
  if (title) countWords(title, TITLE_COUNT, pass);
  countWords(body, 1, pass);
  if (title) countGrams(title, TITLE_COUNT);
  countGrams(body, 1);
  const hashes = bag.hashes.slice(0, bag.size);
  const weights = new Float32Array(bag.size);
  for (let i = 0; i < bag.size; i++) weights[i] = (bag.kinds[i] as number) * (1 + Math.log(bag.counts[i] as number));
  return { hashes, weights, words: pass.words, wordClass: Uint8Array.from(pass.classes), profile: profileOf(pass, title !== '') };
}
