import type { Language } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';
import { scripts } from './fold.js';

/** More text than this doesn't change the answer. */
const LOOKED_AT = 2_000;
const ENGLISH = new Set(
  'the and to of is a in it my i you for not was on that have with this are but we they your be at from me has no when will can been what how so after order please still an or if'.split(
    ' ',
  ),
);
const LATIN_WORD = /[a-z\u00c0-\u024f]{2,24}/gi;
/** Text decoded with the wrong character set, twice. */
const BROKEN = /\ufffd|锟斤拷|烫烫烫|屯屯屯|ï¿½|Ã.|â€|æˆ|çš/g;

function countHan(text: string): { han: number; foreign: number } {
  let han = 0;
  let foreign = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0x3400 && c <= 0x9fff) han++;
    else if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x0370 && c <= 0x1cff)) foreign++;
  }
  return { han, foreign };
}

export function detectLanguage(received: string): Language {
  const text = firstUnits(received, LOOKED_AT);
  const { han, foreign } = countHan(text);
  const broken = text.match(BROKEN)?.length ?? 0;
  if (broken * 4 > text.length / 4) return 'other';
  const words = text.match(LATIN_WORD) ?? [];
  // Kana, Hangul, Cyrillic, Arabic and the like: as soon as they are a fifth of the letters.
  if (foreign > 0 && foreign * 4 >= han + words.length * 2) return 'other';
  if (han === 0)
    return words.some((w) => ENGLISH.has(w.toLowerCase())) || (words.length > 0 && words.length < 5 && broken === 0) ? 'en' : 'other';
  if (words.length >= 4 && words.length > han * 1.5) return han < 4 ? 'en' : 'mixed';
  if (words.length >= 3 && words.length * 4 >= han) return 'mixed';
  const { traditional, simplified } = scripts(text, LOOKED_AT);
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans';
}
