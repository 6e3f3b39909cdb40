import { dict } from '@node-rs/jieba/dict.js';

/** 0 an ordinary word of the dictionary, 1 a proper name in it, 2 unknown to it, 3 letters or digits. */
export type WordClass = 0 | 1 | 2 | 3;

const SLOTS = 1 << 20;
const PROPER = /^n[rstz]/;
let hashes: Uint32Array | undefined;
let proper: Uint8Array | undefined;

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return hash >>> 0 || 1;
}

function load(): Uint32Array {
  if (hashes) return hashes;
  const table = new Uint32Array(SLOTS);
  const names = new Uint8Array(SLOTS);
  for (const line of new TextDecoder().decode(dict).split('\n')) {
    const [word, , tag] = line.split(' ');
    if (!word || word.length < 2) continue;
    const hash = hashWord(word);
    let slot = hash & (SLOTS - 1);
    while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 1) & (SLOTS - 1);
    table[slot] = hash;
    names[slot] = tag && PROPER.test(tag) ? 1 : 0;
  }
  proper = names;
  return (hashes = table);
}

const LATIN = /^[\da-z_#.+-]+$/;

export function classOfWord(word: string): WordClass {
  if (LATIN.test(word)) return 3;
  const table = load();
  const hash = hashWord(word);
  for (let slot = hash & (SLOTS - 1); table[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    if (table[slot] === hash) return proper?.[slot] === 1 ? 1 : 0;
  }
  return 2;
}
