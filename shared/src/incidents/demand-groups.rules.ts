import { DEMANDS, type Demand } from '../complaints/index.js';
import type { DemandGroup, PrimaryDemand } from './demand-groups.contract.js';

/** The demand that weighs most of those a complaint makes, in the order of `DEMANDS`; every complaint has exactly one, or none. */
export const primaryDemand = (demands: readonly Demand[]): PrimaryDemand => DEMANDS.find((demand) => demands.includes(demand)) ?? 'none';

/** Complaints of an incident that make exactly these demands. */
export interface DemandCount {
  demands: readonly Demand[];
  posts: number;
  complaints: number;
}

/** Parts an incident by primary demand, largest first: the parts sum to the whole. What is demanded besides is counted apart. */
export function demandGroups(counts: readonly DemandCount[]): DemandGroup[] {
  const groups = new Map<PrimaryDemand, DemandGroup>();
  const of = (demand: PrimaryDemand): DemandGroup => {
    const group = groups.get(demand) ?? { demand, posts: 0, complaints: 0, alsoPosts: 0 };
    groups.set(demand, group);
    return group;
  };
  for (const { demands, posts, complaints } of counts) {
    const primary = primaryDemand(demands);
    const group = of(primary);
    group.posts += posts;
    group.complaints += complaints;
    for (const other of new Set(demands)) if (other !== primary) of(other).alsoPosts += posts;
  }
  const rank = (demand: PrimaryDemand): number => (demand === 'none' ? DEMANDS.length : DEMANDS.indexOf(demand));
  return [...groups.values()].sort((a, b) => b.posts - a.posts || rank(a.demand) - rank(b.demand));
}
