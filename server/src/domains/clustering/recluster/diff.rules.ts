import type { ReclusterBlock, ReclusterReason } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, IncidentId } from '@tocsin/shared/kernel';

/** Where a new reading puts a complaint: in a group of its own naming, which may or may not be one that people know. */
export interface Placed {
  id: ComplaintId;
  from: GroupId;
  target: string;
  why: ReclusterReason;
  /** A person put it where it stands, or refused to see its group split. */
  bound: 'placed' | 'kept-whole' | null;
}
export interface Standing {
  id: GroupId;
  /** Everybody in it, also those who were not read again. */
  posts: number;
  locked: boolean;
  named: boolean;
  incidentId: IncidentId | null;
}
export interface Read {
  placed: readonly Placed[];
  groups: ReadonlyMap<GroupId, Standing>;
  /** Groups whose earlier members, which were not read again, stand in a target. */
  anchors: ReadonlyMap<string, ReadonlySet<GroupId>>;
  /** Pairs of groups that people parted or whose merging they refused. */
  apart: readonly (readonly [GroupId, GroupId])[];
  /** Ways out of declared incidents that a person included, by `keyOf`. */
  included?: ReadonlySet<string>;
}

/** Complaints that go the same way. */
export interface Flow {
  kind: 'merge' | 'split' | 'move';
  from: GroupId;
  /** Null for a group that would be new. */
  into: GroupId | null;
  target: string;
  placed: Placed[];
  blocked: ReclusterBlock | null;
}
export interface Differences {
  /** What accepting does, then what is held back; in each, the largest first. */
  flows: Flow[];
  read: number;
}

type Draft = Omit<Flow, 'kind' | 'blocked'>;

/** Each group keeps its name in the target that holds most of it; whoever stands in a target that has another's name would move. */
export function differences(read: Read): Differences {
  const homes = homesOf(read);
  const drafts = draftsOf(read, homes);
  const judge = new Judge(read, drafts);
  const flows = judge.judge();
  const rank = (flow: Flow): number => (flow.blocked === null ? 0 : 1);
  flows.sort((a, b) => rank(a) - rank(b) || b.placed.length - a.placed.length || text(keyOf(a), keyOf(b)));
  return { flows, read: read.placed.length };
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Names a way from a group to a target, also in a later comparison of the same run. */
export const keyOf = ({ from, target }: Pick<Flow, 'from' | 'target'>): string => `${from}>${target}`;

/** Owner of each target, one to one: the surest pairs first. */
function homesOf({ placed, groups, anchors }: Read): Map<string, GroupId> {
  const counts = new Map<string, { from: GroupId; target: string; n: number }>();
  for (const { from, target } of placed) {
    const key = `${from}>${target}`;
    const known = counts.get(key);
    if (known) known.n += 1;
    else counts.set(key, { from, target, n: 1 });
  }
  for (const [target, here] of anchors)
    for (const from of here) if (!counts.has(`${from}>${target}`)) counts.set(`${from}>${target}`, { from, target, n: 0 });
  const anchored = (one: { from: GroupId; target: string }): number => (anchors.get(one.target)?.has(one.from) ? 1 : 0);
  const locked = (from: GroupId): number => (groups.get(from)?.locked ? 1 : 0);
  const pairs = [...counts.values()].sort(
    (a, b) => anchored(b) - anchored(a) || locked(b.from) - locked(a.from) || b.n - a.n || text(a.from, b.from) || text(a.target, b.target),
  );
  const owner = new Map<string, GroupId>();
  const settled = new Set<GroupId>();
  for (const { from, target } of pairs) {
    if (settled.has(from) || owner.has(target)) continue;
    owner.set(target, from);
    settled.add(from);
  }
  return owner;
}

function draftsOf({ placed, anchors }: Read, owner: ReadonlyMap<string, GroupId>): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const one of placed) {
    const { from, target } = one;
    // Those who were read again stay with those of their group who were not.
    if (owner.get(target) === from || anchors.get(target)?.has(from)) continue;
    const draft = drafts.get(`${from}>${target}`) ?? { from, target, into: owner.get(target) ?? null, placed: [] };
    draft.placed.push(one);
    drafts.set(`${from}>${target}`, draft);
  }
  return [...drafts.values()].sort((a, b) => b.placed.length - a.placed.length || text(keyOf(a), keyOf(b)));
}

/** Holds what would change against what people decided. Works from the largest flow down, so that of two that exclude each other the larger goes. */
class Judge {
  private readonly apart = new Map<GroupId, Set<GroupId>>();
  /** Who may come into each target so far. */
  private readonly company = new Map<string, GroupId[]>();
  private readonly incidents = new Map<string, IncidentId | null>();
  private readonly flows: Flow[] = [];

  constructor(
    private readonly read: Read,
    private readonly drafts: readonly Draft[],
  ) {
    for (const [a, b] of read.apart) {
      this.apart.set(a, (this.apart.get(a) ?? new Set()).add(b));
      this.apart.set(b, (this.apart.get(b) ?? new Set()).add(a));
    }
  }

  judge(): Flow[] {
    const bySource = new Map<GroupId, Draft[]>();
    for (const draft of this.drafts) {
      const block = this.blockOf(draft);
      if (block !== null) this.hold(draft, block);
      else bySource.set(draft.from, [...(bySource.get(draft.from) ?? []), draft]);
    }
    for (const [from, leaving] of bySource) this.leave(from, leaving);
    return this.flows;
  }

  /** What forbids it whatever becomes of the rest of the group. */
  private blockOf({ from, into, target }: Draft): ReclusterBlock | null {
    if (this.read.groups.get(from)?.locked) return 'locked';
    if (into !== null && this.read.groups.get(into)?.locked) return 'locked';
    const here = this.company.get(target) ?? (into === null ? [] : [into]);
    const foes = this.apart.get(from);
    if (foes && here.some((other) => foes.has(other))) return 'parted';
    this.company.set(target, [...here, from]);
    return null;
  }

  private leave(from: GroupId, leaving: readonly Draft[]): void {
    const group = this.read.groups.get(from);
    const total = leaving.reduce((sum, { placed }) => sum + placed.length, 0);
    if (!group || total < group.posts) return this.part(leaving);
    const block = this.endBlock(group, leaving);
    if (block === null) return this.end(leaving);
    // A group that may not end keeps everybody: taking all but a few would be the same under another name.
    for (const draft of leaving) this.hold(draft, block);
  }

  /** Why this group may not end. */
  private endBlock(group: Standing, leaving: readonly Draft[]): ReclusterBlock | null {
    const [only] = leaving;
    if (!only) return null;
    if (group.named) return 'named';
    if (leaving.length > 1) {
      if (group.incidentId !== null) return 'incident-emptied';
      if (leaving.some(({ into, placed }) => into !== null && placed.length > 1 && this.read.groups.get(into)?.named)) return 'named';
      return leaving.some(({ placed }) => placed.some(({ bound }) => bound !== null)) ? 'placed' : null;
    }
    const target = only.into === null ? undefined : this.read.groups.get(only.into);
    // A group of one is a complaint that finds its place, not a merge.
    if (target?.named && group.posts > 1) return 'named';
    return this.joinIncidents(only.target, target?.incidentId ?? null, group.incidentId) ? null : 'two-incidents';
  }

  private joinIncidents(target: string, own: IncidentId | null, brought: IncidentId | null): boolean {
    const known = this.incidents.get(target) ?? own;
    if (known !== null && brought !== null && known !== brought) return false;
    this.incidents.set(target, known ?? brought);
    return true;
  }

  private end(leaving: readonly Draft[]): void {
    // The largest part takes the name along; the others go first.
    const main = leaving.find(({ into }) => into !== null) ?? leaving[0];
    for (const draft of leaving) this.go(draft, draft === main && draft.into !== null ? 'merge' : partKind(draft));
  }

  private part(leaving: readonly Draft[]): void {
    for (const draft of leaving) {
      for (const bound of ['placed', 'kept-whole'] as const) {
        const placed = draft.placed.filter((one) => one.bound === bound);
        if (placed.length > 0) this.hold({ ...draft, placed }, bound);
      }
      const free = draft.placed.filter(({ bound }) => bound === null);
      if (free.length === 0) continue;
      if (shrinksDeclared(draft, this.read.groups) && this.read.included?.has(keyOf(draft)) !== true)
        this.hold({ ...draft, placed: free }, 'declared');
      else this.go({ ...draft, placed: free }, partKind(draft));
    }
  }

  private go(draft: Draft, kind: Flow['kind']): void {
    this.flows.push({ ...draft, kind, blocked: null });
  }

  private hold(draft: Draft, blocked: ReclusterBlock): void {
    const whole = draft.placed.length === this.read.groups.get(draft.from)?.posts;
    this.flows.push({ ...draft, kind: whole && draft.into !== null ? 'merge' : partKind(draft), blocked });
  }
}

/** Whether it takes complaints out of an incident that people declared. A move between two of its groups takes none out. */
export function shrinksDeclared({ from, into }: Pick<Flow, 'from' | 'into'>, groups: Read['groups']): boolean {
  const source = groups.get(from);
  if (!source?.named || source.incidentId === null) return false;
  return into === null || groups.get(into)?.incidentId !== source.incidentId;
}

const partKind = ({ into }: Draft): 'split' | 'move' => (into === null ? 'split' : 'move');
