import { isHard } from './objects.js';
import type { Group, ObjectTally } from './store/group.js';
import type { GateVerdict, ObjectKind, ObjectRef } from './types.js';

export interface Gate {
  verdict: GateVerdict;
  /** On the joining threshold. */
  factor: number;
}

export interface GateFactors {
  attract: number;
  repel: number;
}

const OPEN: Gate = { verdict: 'open', factor: 1 };
const REFUSE: Gate = { verdict: 'refuse', factor: 1 };
/** An object named by fewer of the members than this is a mention, not what the group is about. */
const ABOUT_SHARE = 0.2;

type Named = readonly { object: ObjectRef; count: number }[];

function compareKinds(left: Named, right: Named, factors: GateFactors): Gate {
  let gate = OPEN;
  for (let i = 0; i < left.length; i++) {
    const { kind } = (left[i] as Named[number]).object;
    if (left.findIndex(({ object }) => object.kind === kind) < i || !right.some(({ object }) => object.kind === kind)) continue;
    const mine = about(left, kind);
    const theirs = about(right, kind);
    if (mine.length === 0 || theirs.length === 0) continue;
    const hardMine = mine.filter(isHard);
    const hardTheirs = theirs.filter(isHard);
    if (hardMine.length > 0 && hardTheirs.length > 0) {
      if (!hardMine.some((a) => hardTheirs.some((b) => a.key === b.key))) return REFUSE;
      gate = { verdict: 'attract', factor: Math.min(gate.factor, factors.attract) };
    } else if (gate.verdict === 'open') gate = soft(kind, mine, theirs, factors);
  }
  return gate;
}

/** Different orders, customers' places and clauses are no sign of different incidents; the same ones are of the same. */
const ATTRACT_ONLY: ReadonlySet<ObjectKind> = new Set(['order', 'place', 'clause']);

function soft(kind: ObjectKind, mine: ObjectRef[], theirs: ObjectRef[], factors: GateFactors): Gate {
  const alike = mine.some((a) => theirs.some((b) => similarNames(a.key, b.key)));
  if (alike) return { verdict: 'attract', factor: factors.attract };
  return ATTRACT_ONLY.has(kind) ? OPEN : { verdict: 'open', factor: factors.repel };
}

function about(named: Named, kind: ObjectKind): ObjectRef[] {
  const same = named.filter(({ object }) => object.kind === kind);
  const most = Math.max(0, ...same.map(({ count }) => count));
  return same.filter(({ count }) => count >= most * ABOUT_SHARE).map(({ object }) => object);
}

/** People shorten and misspell names: one holding the other, or most character pairs shared, is the same name. */
export function similarNames(a: string, b: string): boolean {
  if (a === b || a.includes(b) || b.includes(a)) return true;
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < a.length; i++) pairs.add(a.slice(i, i + 2));
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i++) if (pairs.has(b.slice(i, i + 2))) shared++;
  return (2 * shared) / (a.length + b.length - 2) >= 0.6;
}

const single = (objects: readonly ObjectRef[] | undefined): Named => (objects ?? []).map((object) => ({ object, count: 1 }));
const tallied = (group: Group): readonly ObjectTally[] => group.objects ?? [];

export const gateForDoc = (objects: readonly ObjectRef[] | undefined, group: Group, factors: GateFactors): Gate =>
  !objects || objects.length === 0 || !group.objects ? OPEN : compareKinds(single(objects), tallied(group), factors);

export const gateForGroups = (a: Group, b: Group, factors: GateFactors): Gate =>
  !a.objects || !b.objects ? OPEN : compareKinds(tallied(a), tallied(b), factors);

export const gateForDocs = (a: readonly ObjectRef[] | undefined, b: readonly ObjectRef[] | undefined, factors: GateFactors): Gate =>
  !a || !b ? OPEN : compareKinds(single(a), single(b), factors);

/** The object most members name, hard ones first. */
export function objectOf(group: Group): ObjectRef | undefined {
  let best: ObjectTally | undefined;
  for (const tally of tallied(group)) {
    if (tally.object.kind === 'order' || tally.object.kind === 'clause' || tally.count * 2 < group.live) continue;
    if (
      !best ||
      tally.object.confidence > best.object.confidence ||
      (tally.object.confidence === best.object.confidence && tally.count > best.count)
    )
      best = tally;
  }
  return best?.object;
}
