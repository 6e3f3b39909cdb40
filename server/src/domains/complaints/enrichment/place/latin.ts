import { gazetteer, type WorldCity } from './gazetteer.js';
import { EVERYDAY_LATIN, HUB_CODES, PROVINCES_IN_LATIN } from './known.js';

export interface LatinMatch {
  city?: WorldCity;
  adcode?: string;
  /** Several large places share the name; the largest was taken. */
  shared: boolean;
  start: number;
  end: number;
}

interface Entry {
  city: WorldCity;
  shared: boolean;
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .toLowerCase();

let shared: Map<string, Entry> | undefined;

/** Largest city first, so that London is in England; «City» may be left out. */
function index(): Map<string, Entry> {
  if (shared) return shared;
  const map = new Map<string, Entry>();
  const sorted = [...gazetteer().cities].sort((a, b) => b.population - a.population);
  for (const city of sorted) {
    const name = plain(city.name);
    for (const key of new Set([name, name.replace(/ city$/, '')])) {
      const held = map.get(key);
      if (!held) map.set(key, { city, shared: false });
      else if (held.city !== city && city.population * 4 > held.city.population) held.shared = true;
    }
  }
  return (shared = map);
}

const WORDS = /[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]{0,30}/g;
const MAX_WORDS = 3_000;

interface Word {
  text: string;
  start: number;
  end: number;
}

function lookUp(words: readonly Word[], received: string): LatinMatch | undefined {
  const first = words[0] as Word;
  const last = words.at(-1) as Word;
  const text = received.slice(first.start, last.end);
  if (text.length > 40) return undefined;
  const key = plain(text);
  const at = { start: first.start, end: last.end };
  const code = words.length === 1 ? HUB_CODES.get(text) : undefined;
  if (code) return { adcode: code, shared: false, ...at };
  const province = PROVINCES_IN_LATIN.get(key);
  if (province) return { adcode: province, shared: false, ...at };
  if (EVERYDAY_LATIN.has(key)) return undefined;
  const entry = index().get(key);
  return entry ? { city: entry.city, shared: entry.shared, ...at } : undefined;
}

/** Names of up to three words, each beginning with a capital; in a place field capitals may be missing. */
export function findLatin(received: string, anyCase: boolean): LatinMatch[] {
  const words: Word[] = [];
  for (const m of received.matchAll(WORDS)) {
    words.push({ text: m[0], start: m.index, end: m.index + m[0].length });
    if (words.length >= MAX_WORDS) break;
  }
  const found: LatinMatch[] = [];
  const named = (w: Word | undefined): w is Word => w !== undefined && (anyCase || w.text[0] !== w.text[0]?.toLowerCase());
  for (let i = 0; i < words.length; i++) {
    if (!named(words[i])) continue;
    for (let n = 3; n >= 1; n--) {
      const part = words.slice(i, i + n);
      if (part.length < n || !part.every(named)) continue;
      const match = lookUp(part, received);
      if (!match) continue;
      found.push(match);
      i += n - 1;
      break;
    }
  }
  return found;
}
