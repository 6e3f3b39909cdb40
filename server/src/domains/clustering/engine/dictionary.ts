import { teachWords } from '../../../platform/text/index.js';
import type { ObjectDictionary, ObjectEntry, ObjectRef } from './types.js';

interface Compiled {
  /** Names by their first two characters, longest first. */
  heads: Map<string, { name: string; entry: ObjectEntry }[]>;
}

const compiled = new WeakMap<ObjectDictionary, Compiled>();
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().trim();
const isLetter = (character: string | undefined): boolean => character !== undefined && /[\da-z]/.test(character);

function compile(dictionary: ObjectDictionary): Compiled {
  const known = compiled.get(dictionary);
  if (known) return known;
  const heads: Compiled['heads'] = new Map();
  for (const entry of dictionary.entries) {
    for (const spelling of [entry.name, ...(entry.aliases ?? [])]) {
      const name = plain(spelling);
      if (name.length < 2) continue;
      // eslint-disable-next-line tocsin/text-cut -- a key to look names up by, cut alike on both sides and shown to nobody
      const head = name.slice(0, 2);
      heads.set(head, [...(heads.get(head) ?? []), { name, entry }]);
    }
  }
  for (const names of heads.values()) names.sort((a, b) => b.name.length - a.name.length);
  teachWords([...heads.values()].flat().map(({ name }) => name));
  const made = { heads };
  compiled.set(dictionary, made);
  return made;
}

const IN_TITLE = 0.97;
const IN_TEXT = 0.9;

export function matchDictionary(text: string, title: string, dictionary: ObjectDictionary): ObjectRef[] {
  const { heads } = compile(dictionary);
  const found = new Map<ObjectEntry, number>();
  for (let i = 0; i + 1 < text.length;) {
    const match = heads.get(text.slice(i, i + 2))?.find(({ name }) => text.startsWith(name, i) && standsAlone(text, i, name));
    if (!match) {
      i++;
      continue;
    }
    if (!found.has(match.entry)) found.set(match.entry, i < title.length ? IN_TITLE : IN_TEXT);
    i += match.name.length;
  }
  return [...found].map(([entry, confidence]) => ({
    kind: entry.kind,
    key: plain(entry.name).replace(/[\s\p{P}\p{S}]+/gu, ''),
    name: entry.name,
    source: 'dictionary',
    confidence,
  }));
}

/** A Latin name inside a longer Latin word is another word. */
const standsAlone = (text: string, at: number, name: string): boolean =>
  !(isLetter(name[0]) && isLetter(text[at - 1])) && !(isLetter(name.at(-1)) && isLetter(text[at + name.length]));
