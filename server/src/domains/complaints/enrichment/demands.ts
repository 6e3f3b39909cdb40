import { type Demand, type DemandFinding, DEMANDS } from '@tocsin/shared/complaints';
import { basisOf, type Field, type Hit, precededBy } from './cues.js';
import type { Folded } from './fold.js';
import { DEMAND_DENIALS, DEMAND_MET, NOT_MET } from './lexicon/demands.js';

const SENTENCE_END = /[。！？!?\n;；]/;

/** How far a wish reaches: «please …» needs more letters than «请…». */
const reach = (text: string, at: number): number => (text.charCodeAt(at) < 0x80 ? 40 : 14);

function wishedFor(text: string, at: number, wishEnds: readonly number[]): boolean {
  let low = 0;
  let high = wishEnds.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((wishEnds[mid] as number) <= at) low = mid + 1;
    else high = mid;
  }
  const end = wishEnds[low - 1];
  return end !== undefined && at - end <= reach(text, at) && !SENTENCE_END.test(text.slice(end, at));
}

const met = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 14), at);
  return DEMAND_MET.test(before) && !NOT_MET.test(before);
};

export interface ReadText {
  received: string;
  folded: Folded;
  field: Field;
  hits: readonly Hit[];
}

function wanted({ folded: { text }, hits }: ReadText): Map<Demand, Hit[]> {
  // 请问 asks for an answer, not for the thing.
  const wishEnds = hits.filter((h) => h.cue.about === 'wish' && text[h.end] !== '问').map((h) => h.end);
  const found = new Map<Demand, Hit[]>();
  for (const hit of hits) {
    if (hit.cue.about !== 'demand') continue;
    const { demand, wished } = hit.cue;
    if (wished && !wishedFor(text, hit.start, wishEnds)) continue;
    if (precededBy(text, hit.start, DEMAND_DENIALS, { han: 2, latin: 12 }) || met(text, hit.start)) continue;
    const list = found.get(demand);
    if (list) list.push(hit);
    else found.set(demand, [hit]);
  }
  return found;
}

/** What the form says, then what the words say. Replacing an invoice is not replacing goods: words inside a longer demand belong to it. */
export function judgeDemands(texts: readonly ReadText[], stated: readonly Demand[]): DemandFinding[] {
  const findings = new Map<Demand, DemandFinding>();
  for (const demand of stated) findings.set(demand, { demand, source: 'form', basis: [] });
  for (const read of texts) {
    const found = wanted(read);
    const longest = dropInner([...found.values()].flat());
    for (const [demand, hits] of found) {
      const kept = hits.filter((h) => longest.has(h));
      if (kept.length === 0) continue;
      const finding = findings.get(demand) ?? { demand, source: 'text' as const, basis: [] };
      finding.basis.push(...basisOf(read.received, read.folded, read.field, kept));
      findings.set(demand, finding);
    }
  }
  return DEMANDS.map((d) => findings.get(d)).filter((f) => f !== undefined);
}

/** «补发优惠券» asks for the coupon, not for a new parcel: a hit strictly inside a longer one says nothing of its own. */
function dropInner(hits: Hit[]): Set<Hit> {
  const kept = new Set<Hit>();
  const sorted = [...hits].sort((a, b) => a.start - b.start || b.end - a.end);
  let start = -1;
  let end = -1;
  for (const hit of sorted) {
    if (hit.end <= end && !(hit.start === start && hit.end === end)) continue;
    kept.add(hit);
    [start, end] = [hit.start, hit.end];
  }
  return kept;
}
