import { pinyin } from 'pinyin-pro';

const cache = new Map<string, string[]>();

/** Full spelling and initials, so that `tuikuanzu` and `tkz` both find 退款组. */
export function pinyinKeywords(label: string): string[] {
  const known = cache.get(label);
  if (known !== undefined) return known;
  const syllables = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'removed' });
  const words = syllables.length === 0 ? [] : [syllables.join(''), syllables.map((s) => s[0] ?? '').join('')];
  cache.set(label, words);
  return words;
}
