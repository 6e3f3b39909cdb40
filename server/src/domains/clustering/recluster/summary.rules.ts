import type { ReclusterSummary } from '@tocsin/shared/clustering';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import { shrinksDeclared, type Differences, type Flow, type Standing } from './diff.rules.js';

/** A group that people know goes by its id, a new one by its target. */
export const sideKey = ({ into, target }: Pick<Flow, 'into' | 'target'>): string => into ?? `new:${target}`;

/** How large each group would be that anything happens to. */
export function sizesAfter(flows: readonly Flow[], groups: ReadonlyMap<GroupId, Standing>): Map<string, number> {
  const sizes = new Map<string, number>();
  const add = (key: string, n: number): void => {
    sizes.set(key, (sizes.get(key) ?? groups.get(key as GroupId)?.posts ?? 0) + n);
  };
  for (const flow of flows) {
    const n = flow.blocked === null ? flow.placed.length : 0;
    add(flow.from, -n);
    add(sideKey(flow), n);
  }
  return sizes;
}

/** The preview in numbers. Those that move and those that stand still add up to those that were read. */
export function summarise({ flows, read }: Differences, groups: ReadonlyMap<GroupId, Standing>): ReclusterSummary {
  const applied = flows.filter(({ blocked }) => blocked === null);
  const sizes = sizesAfter(flows, groups);
  const count = (some: readonly Flow[]): number => some.reduce((sum, { placed }) => sum + placed.length, 0);
  const moved = count(applied);
  const ended = new Set(applied.filter(({ kind }) => kind === 'merge').map(({ from }) => from));
  const ways = new Map<GroupId, number>();
  for (const { from } of applied) ways.set(from, (ways.get(from) ?? 0) + 1);
  const dissolved = [...ended].filter((from) => (ways.get(from) ?? 0) > 1).length;
  const fresh = applied.filter(({ into }) => into === null);
  return {
    read,
    unchanged: read - moved,
    moved,
    heldBack: count(flows) - moved,
    groups: {
      merged: ended.size - dissolved,
      dissolved,
      split: new Set(fresh.map(({ from }) => from)).size,
      appeared: new Set(fresh.map(({ target }) => target)).size,
    },
    incidents: incidentsOf(applied, groups, sizes),
    declared: {
      moved: count(applied.filter((flow) => shrinksDeclared(flow, groups))),
      heldBack: count(flows.filter(({ blocked }) => blocked === 'declared')),
    },
  };
}

function incidentsOf(
  applied: readonly Flow[],
  groups: ReadonlyMap<GroupId, Standing>,
  sizes: ReadonlyMap<string, number>,
): ReclusterSummary['incidents'] {
  // A merge brings its incident along to a group that has none.
  const brought = new Map(
    applied.flatMap(({ kind, from, into }): [GroupId, IncidentId][] => {
      const incident = groups.get(from)?.incidentId;
      return kind === 'merge' && into !== null && incident ? [[into, incident]] : [];
    }),
  );
  const touched = new Set<IncidentId>();
  for (const { from, into } of applied)
    for (const id of [from, into]) {
      const incident = id && (groups.get(id)?.incidentId ?? brought.get(id));
      if (incident) touched.add(incident);
    }
  const sums = new Map([...touched].sort().map((id) => [id, { id, before: 0, after: 0 }]));
  for (const [id, { incidentId, posts }] of groups) {
    const [was, will] = [incidentId && sums.get(incidentId), sums.get(incidentId ?? brought.get(id) ?? ('' as IncidentId))];
    if (was) was.before += posts;
    if (will) will.after += sizes.get(id) ?? posts;
  }
  return [...sums.values()];
}
