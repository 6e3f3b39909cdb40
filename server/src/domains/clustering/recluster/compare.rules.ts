import { createHash } from 'node:crypto';
import type { ReclusterReason } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Decisions } from './decisions.repository.js';
import { shrinksDeclared, type Flow, type Placed, type Read } from './diff.rules.js';
import type { NewDifference, Shown, StandingGroup, StandingPlace } from './preview.repository.js';
import type { Target } from './replay.js';
import { sideKey } from './summary.rules.js';

const SAMPLES = 3;

export interface Known {
  groups: ReadonlyMap<GroupId, StandingGroup>;
  targets: ReadonlyMap<string, Target>;
  sizes: ReadonlyMap<string, number>;
  twins: ReadonlySet<ComplaintId>;
}

/** Where everybody stands beside where a new reading puts them. */
export function asRead(
  places: readonly StandingPlace[],
  groups: Read['groups'],
  { bound, apart }: Decisions,
  included: ReadonlySet<string> = new Set(),
): Read {
  const held = new Map(bound.flatMap(({ id, kind }) => (kind === 'locked' ? [] : [[id, kind] as const])));
  const anchors = new Map<string, Set<GroupId>>();
  for (const { context, target, from } of places) if (context) anchors.set(target, (anchors.get(target) ?? new Set()).add(from));
  const placed = places.flatMap(({ id, from, target, why, context }): Placed[] =>
    context ? [] : [{ id, from, target, why, bound: held.get(id) ?? null }],
  );
  return { placed, groups, anchors, apart, included };
}

export function toDifference(flow: Flow, i: number, known: Known): NewDifference {
  const { kind, from, into, target, blocked, placed } = flow;
  const ids = placed.map(({ id }) => id);
  const guards = Object.fromEntries([from, into].flatMap((id) => (id === null ? [] : [[id, known.groups.get(id)?.guard ?? '']])));
  return { no: i + 1, kind, blocked, from, into, target, complaints: ids.length, guards, ids, shown: shownOf(flow, known) };
}

function shownOf(flow: Flow, { groups, targets, sizes, twins }: Known): Shown {
  const { from, into, target, placed } = flow;
  const source = groups.get(from);
  const known = into === null ? undefined : groups.get(into);
  const face = targets.get(target);
  const originals = placed.filter(({ id }) => !twins.has(id));
  const after = (key: string, before: number): number => sizes.get(key) ?? before;
  return {
    from: {
      ...{ id: from, title: source?.title ?? '', object: source?.object ?? null, incidentId: source?.incidentId ?? null },
      ...{ before: source?.posts ?? 0, after: after(from, source?.posts ?? 0) },
    },
    into: {
      ...{ id: into, title: known?.title ?? face?.title ?? '', object: known?.object ?? face?.object ?? null },
      ...{ incidentId: known?.incidentId ?? null, before: known?.posts ?? 0, after: after(sideKey(flow), known?.posts ?? 0) },
    },
    why: reasonsOf(placed),
    terms: face?.terms ?? [],
    shrinksDeclared: shrinksDeclared(flow, groups),
    samples: (originals.length > 0 ? originals : placed).slice(0, SAMPLES).map(({ id }) => id),
  };
}

function reasonsOf(placed: readonly Placed[]): Shown['why'] {
  const counts = new Map<ReclusterReason, number>();
  for (const { why } of placed) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([reason, complaints]) => ({ reason, complaints })).sort((a, b) => b.complaints - a.complaints);
}

/** Of everything that accepting would do: whoever accepts says by it what they have seen. */
export function fingerprintOf(run: string, flows: readonly Flow[]): string {
  const hash = createHash('sha256').update(run);
  for (const { kind, from, into, target, placed, blocked } of flows)
    if (blocked === null) hash.update(JSON.stringify([kind, from, into, target, placed.map(({ id }) => id)]));
  return hash.digest('hex').slice(0, 32);
}
