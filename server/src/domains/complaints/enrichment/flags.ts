import {
  type Basis,
  type CriticalRisk,
  type EscalationFinding,
  ESCALATION_SIGNALS,
  type EscalationSignal,
  type Flag,
  type FlagFinding,
  FLAGS,
  SAFETY_FLAGS,
} from '@tocsin/shared/complaints';
import { basisOf, type Hit, keepsCompany, precededBy } from './cues.js';
import type { ReadText } from './demands.js';
import { original } from './fold.js';
import { REACH, REPEAT_PATTERN } from './lexicon/escalation.js';
import { FLAG_DENIALS } from './lexicon/flags.js';

const group = <K>(entries: Iterable<[K, Basis[]]>, into: Map<K, Basis[]>): void => {
  for (const [key, basis] of entries) into.set(key, [...(into.get(key) ?? []), ...basis]);
};

function collect<K>(read: ReadText, keyOf: (hit: Hit) => K | undefined): Map<K, Basis[]> {
  const hits = new Map<K, Hit[]>();
  for (const hit of read.hits) {
    const key = keyOf(hit);
    if (key === undefined) continue;
    const list = hits.get(key);
    if (list) list.push(hit);
    else hits.set(key, [hit]);
  }
  return new Map([...hits].map(([key, list]) => [key, basisOf(read.received, read.folded, read.field, list)]));
}

function flagsIn(texts: readonly ReadText[], minorToo: boolean): FlagFinding[] {
  const found = new Map<Flag, Basis[]>();
  for (const read of texts) {
    const denied = (hit: Hit): boolean => precededBy(read.folded.text, hit.start, FLAG_DENIALS, { han: 0, latin: 5 });
    const flagOf = (hit: Hit): Flag | undefined => {
      const { cue, start, end } = hit;
      if (cue.about !== 'flag' || (cue.minor && !minorToo) || denied(hit)) return undefined;
      return cue.beside && !keepsCompany(read.folded.text, start, end, cue.beside) ? undefined : cue.flag;
    };
    group(collect(read, flagOf), found);
  }
  return FLAGS.filter((f) => found.has(f)).map((flag) => ({ flag, basis: found.get(flag) ?? [] }));
}

export const judgeFlags = (texts: readonly ReadText[]): FlagFinding[] => flagsIn(texts, true);

/** Product safety and danger to life come first whatever the score; a child next to such a danger is named too. */
export function judgeRisk(texts: readonly ReadText[], flags: readonly FlagFinding[]): CriticalRisk {
  if (!flags.some((f) => SAFETY_FLAGS.includes(f.flag))) return { critical: false, reasons: [] };
  const grave = flagsIn(texts, false);
  const reasons = grave.filter((f) => SAFETY_FLAGS.includes(f.flag));
  if (reasons.length === 0) return { critical: false, reasons: [] };
  return { critical: true, reasons: [...reasons, ...grave.filter((f) => f.flag === 'children')] };
}

function counted({ received, folded, field }: ReadText): Basis[] {
  const out: Basis[] = [];
  for (const m of folded.text.matchAll(REPEAT_PATTERN)) {
    const [start, end] = original(folded, m.index, m.index + m[0].length);
    out.push({ field, start, end, words: received.slice(start, end) });
    if (out.length >= 3) break;
  }
  return out;
}

const THREATS: readonly Flag[] = ['court', 'regulator', 'media', 'selfHarm'];

export interface ReachNumbers {
  followers: number;
  reposts: number;
  comments: number;
}

export function judgeEscalation(texts: readonly ReadText[], flags: readonly FlagFinding[], reach: ReachNumbers): EscalationFinding[] {
  const found = new Map<EscalationSignal, Basis[]>();
  for (const read of texts) {
    group(
      collect(read, (hit) => (hit.cue.about === 'escalation' ? hit.cue.signal : undefined)),
      found,
    );
    const times = counted(read);
    if (times.length > 0) group([['repeatContact', times] as [EscalationSignal, Basis[]]], found);
  }
  const threats = flags.filter((f) => THREATS.includes(f.flag)).flatMap((f) => f.basis);
  if (threats.length > 0) found.set('threat', threats.slice(0, 6));
  if (reach.followers >= REACH.followers || reach.reposts >= REACH.reposts || reach.comments >= REACH.comments) found.set('reach', []);
  return ESCALATION_SIGNALS.filter((s) => found.has(s)).map((signal) => ({ signal, basis: (found.get(signal) ?? []).slice(0, 6) }));
}
