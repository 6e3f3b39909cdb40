import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { DOMAIN_WORDS } from './domain-words.js';

let shared: Jieba | undefined;

function jieba(): Jieba {
  if (shared) return shared;
  shared = Jieba.withDict(dict);
  shared.loadDict(Buffer.from(DOMAIN_WORDS.map((word) => `${word} 20000 n`).join('\n')));
  return shared;
}

/** Words in order of appearance, punctuation included. The dictionary is loaded once a thread, on first use. */
export const segment = (text: string): string[] => jieba().cut(text, true);

const loaded = new Set<string>();

/** Teaches names such as brands and estates, so that they stay whole. Unteaching needs a restart of the thread. */
export function teachWords(words: Iterable<string>): void {
  const fresh: string[] = [];
  for (const word of words) {
    if (word.length < 2 || word.length > 20 || /\s/.test(word) || loaded.has(word)) continue;
    loaded.add(word);
    fresh.push(`${word} 200000 nz`);
  }
  if (fresh.length > 0) jieba().loadDict(Buffer.from(fresh.join('\n')));
}
