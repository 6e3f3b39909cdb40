import { match, pinyin } from 'pinyin-pro';
import type { PinyinReader } from './rank.rules.js';

const spelt = new Map<string, string>();

/** The whole label in Latin letters, for words typed with a slip. */
function spelling(label: string): string {
  const known = spelt.get(label);
  if (known !== undefined) return known;
  const letters = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').replace(/\s/gu, '').toLowerCase();
  const plain = letters.replaceAll('ü', 'v');
  spelt.set(label, plain);
  return plain;
}

const HAN = /\p{Script=Han}/u;

/** Full spellings, initials and both mixed with characters; where in the label they begin and whether they stand together. */
export const pinyinReader: PinyinReader = {
  find(label, typed) {
    if (!HAN.test(label)) return null;
    // ü has no key of its own: people type v, or u.
    for (const words of typed.includes('v') ? [typed, typed.replaceAll('v', 'ü')] : [typed]) {
      const together = match(label, words, { continuous: true });
      if (together !== null) return { at: together[0] ?? 0, together: true };
    }
    const apart = match(label, typed);
    return apart === null ? null : { at: apart[0] ?? 0, together: false };
  },
  spelling: (label) => (HAN.test(label) ? spelling(label) : ''),
};
