import type { ExplainedTerm } from '@tocsin/shared/clustering';
import { maskText } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { isMostlyChinese, tellingOf } from './title.rules.js';
import { isChinese } from './title-words.js';

type Term = z.infer<typeof ExplainedTerm>;

/** So much of what a group says, by weight, must be in a phrase that stands for it. */
const LEAST_COVERED = 0.3;
/** A phrase that is known stays until another says clearly more: a title that changes all the time is none. */
const STAYS_FROM = 0.6;
const SHORTEST = { chinese: 4, other: 8 };
const LONGEST = { chinese: 22, other: 64 };
/** Half as long tells as much; past this a clause is a story. */
const EASY = { chinese: 12, other: 36 };
/** UTF-16 units of a character, on average: letters under heaps of marks are no phrase. */
const MOST_UNITS = 8;
const MOST_CLAUSES = 24;
const TEXT_LOOKED_AT = 1_200;

/** A dash between spaces is looked for from the first of them only, or a long run of spaces would be walked again from each. */
const CLAUSE_ENDS = /[，。！？；、：…\n\r\t,!?;:~～|【】[\]()（）「」“”"]+|\.(?=\s|$)|(?<![^\S\n\r\t])\s+[-–—]\s+|—+/u;
/** How people begin, before they come to the matter. */
const OPENING =
  /^(?:请问|我要投诉|我要举报|投诉|举报|反映|你好|您好|另外|而且|并且|但是|可是|因为|所以|结果|然后|现在|今天|昨天|前天|真是|简直|就是|还有|我的|我们|你们家?|你家|贵司|please|hello|hi|and|but|so|also|because|my|the|i am writing about)\s*/iu;
/** Words that come with a person. */
const OF_PERSON =
  /我叫|我是|本人|先生|女士|小姐|老师|同学|身份证|电话|手机|微信|地址|住在|门牌|单元|号楼|\d{4}|[@*]|\b(?:mr|mrs|ms|my name|phone|address)\b/iu;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

export const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Clauses of these texts that may stand as a title, as they were written. */
export function clausesOf(texts: readonly string[]): string[] {
  const clauses = new Set<string>();
  for (const text of texts)
    for (const part of firstUnits(text, TEXT_LOOKED_AT).toWellFormed().split(CLAUSE_ENDS).slice(0, MOST_CLAUSES)) {
      const clause = shortened(withoutOpening(part.replace(/\s+/gu, ' ').trim()));
      if (clause !== null && !OF_PERSON.test(clause) && maskText(clause) === clause) clauses.add(clause);
    }
  return [...clauses];
}

function withoutOpening(clause: string): string {
  let rest = clause;
  for (let i = 0; i < 3; i++) {
    const next = rest.replace(OPENING, '');
    if (next === rest || next.length < SHORTEST.chinese) break;
    rest = next;
  }
  return rest;
}

/** Null when there is too little of it; a long one ends with a whole word or character. */
function shortened(clause: string): string | null {
  const kind = isChinese(clause) ? 'chinese' : 'other';
  const characters = graphemes(clause);
  if (characters.length < SHORTEST[kind] || characters.length > LONGEST[kind] * 3) return null;
  const kept = characters.length <= LONGEST[kind] ? characters : characters.slice(0, LONGEST[kind] - 1);
  const cut = kept.join('');
  if (cut.length > kept.length * MOST_UNITS) return null;
  if (kept === characters) return clause;
  return `${kind === 'chinese' ? cut : cut.replace(/\s+\S*$/u, '')}…`;
}

/** How well a phrase stands for a group: what share of its words it says, less what it says besides. */
export function phraseScore(phrase: string, terms: readonly Term[]): number {
  const telling = tellingOf(terms);
  const chinese = isMostlyChinese(telling);
  if (telling.length === 0 || isChinese(phrase) !== chinese) return 0;
  const read = phrase.normalize('NFKC').toLowerCase();
  const all = telling.reduce((sum, { weight }) => sum + weight ** 2, 0);
  const said = telling.reduce((sum, { term, weight }) => sum + (read.includes(term) ? weight ** 2 : 0), 0);
  const covered = all > 0 ? said / all : 0;
  if (covered < LEAST_COVERED) return 0;
  const easy = EASY[chinese ? 'chinese' : 'other'];
  const length = graphemes(phrase).length;
  return covered * (length <= easy ? 1 : Math.sqrt(easy / length));
}

export interface Naming {
  /** What the group is called now; null when it is new. */
  before: string | null;
  /** Made of its strongest words. */
  words: string;
  object: string | null;
  terms: readonly Term[];
  clauses: readonly string[];
}

/** A phrase that people used says what the matter is; the strongest words stand in where none does. */
export function groupTitle({ before, words, object, terms, clauses }: Naming): string {
  const known = before === null || before === words ? null : object === null ? before : withoutObject(before, object);
  const kept = known === null || known.includes(' · ') ? 0 : phraseScore(known, terms);
  let best = { phrase: '', score: 0 };
  for (const phrase of clauses) {
    const score = phraseScore(phrase, terms);
    if (score > best.score || (score === best.score && score > 0 && phrase < best.phrase)) best = { phrase, score };
  }
  const chosen = known !== null && kept > 0 && kept >= best.score * STAYS_FROM ? known : best.phrase;
  if (chosen === '') return words;
  return object === null || chosen.toLowerCase().includes(object.toLowerCase()) ? chosen : `${object} · ${chosen}`;
}

const withoutObject = (title: string, object: string): string =>
  title.startsWith(`${object} · `) ? title.slice(object.length + 3) : title;
