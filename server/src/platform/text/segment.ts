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

let taught = new Set<string>();
const isTeachable = (word: string): boolean => word.length >= 2 && word.length <= 20 && !/\s/.test(word);

/**
 * Teaches names such as brands and estates, so that they stay whole: these and no others. What was taught before and is not among them
 * is forgotten, so that a text is cut the same way whatever this thread has read earlier.
 */
export function teachWords(words: Iterable<string>): void {
  const wanted = new Set([...words].filter(isTeachable));
  if ([...taught].some((word) => !wanted.has(word))) {
    shared = undefined;
    taught = new Set();
  }
  const fresh = [...wanted].filter((word) => !taught.has(word));
  if (fresh.length > 0) jieba().loadDict(Buffer.from(fresh.map((word) => `${word} 200000 nz`).join('\n')));
  taught = wanted;
}
