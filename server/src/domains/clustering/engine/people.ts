import { mergeGroups, moveSlot } from './refine.js';
import type { State } from './state.js';
import type { Group } from './store/group.js';
import type { Revision, RevisionReason } from './types.js';

/** Of each side of a refused split: enough to know it again after some of them are gone. */
const KEPT = 16;

/** What people decide. Every decision leaves a constraint behind, so that no later run undoes it. */
export class People {
  constructor(
    private readonly state: State,
    private readonly nextSeq: () => number,
  ) {}

  mustLink(a: string, b: string): Revision[] {
    this.state.constraints.mustLink(a, b);
    this.register(a, b);
    const [left, right] = [this.groupOf(a), this.groupOf(b)];
    if (!left || !right || left === right) return [];
    return this.carry(b, left, 'must-link', right);
  }

  cannotLink(a: string, b: string): Revision[] {
    this.state.constraints.cannotLink(a, b);
    this.register(a, b);
    const [left, right] = [this.groupOf(a), this.groupOf(b)];
    if (!left || left !== right) return [];
    return this.leave([b], left, 'cannot-link');
  }

  moveDoc(id: string, into: Group): Revision[] {
    const from = this.groupOf(id);
    if (!from || from === into) return [];
    this.state.constraints.unpart(from, into);
    return this.carry(id, into, 'person', from);
  }

  mergeGroups(from: Group, into: Group): Revision[] {
    if (from === into) return [];
    this.state.constraints.unpart(from, into);
    for (const slot of [...this.state.members(from), ...this.state.members(into)]) this.state.record(slot).pinned = true;
    into.joined = true;
    into.named ||= from.named;
    into.locked ||= from.locked;
    return [mergeGroups(this.state, from, into, 'person', 'person', 1, this.nextSeq())];
  }

  splitGroup(ids: readonly string[]): Revision[] {
    const first = ids.map((id) => this.groupOf(id)).find((group) => group !== undefined);
    if (!first) return [];
    return this.leave(
      ids.filter((id) => this.groupOf(id) === first),
      first,
      'person',
    );
  }

  /** Nobody's decision holds them any more: from now on the engine may move them like any other. */
  release(ids: readonly string[]): void {
    for (const id of ids) {
      const slot = this.state.slots.get(id);
      if (slot !== undefined) this.state.record(slot).pinned = false;
    }
  }

  refuseMerge(a: Group, b: Group): void {
    this.state.constraints.part(a, b);
  }

  refuseSplit(group: Group, leaving: readonly string[]): void {
    const out = new Set(leaving);
    const staying = this.state
      .members(group)
      .map((slot) => this.state.record(slot).id)
      .filter((id) => !out.has(id));
    this.state.constraints.keep(leaving.slice(0, KEPT), staying.slice(-KEPT));
  }

  private groupOf(id: string): Group | undefined {
    const slot = this.state.slots.get(id);
    if (slot !== undefined) return this.state.record(slot).group;
    const place = this.state.constraints.places.get(id);
    return place === undefined ? undefined : this.state.groupById(place);
  }

  /** A document may have been placed before anyone bound it. */
  private register(...ids: string[]): void {
    for (const id of ids) {
      const slot = this.state.slots.get(id);
      if (slot !== undefined) this.state.constraints.placed(id, this.state.record(slot).group);
    }
  }

  private carry(id: string, into: Group, reason: RevisionReason, from: Group): Revision[] {
    const revisions: Revision[] = [];
    for (const member of this.state.constraints.closure(id)) {
      const slot = this.state.slots.get(member);
      if (slot === undefined || this.state.record(slot).group === into) continue;
      this.state.record(slot).pinned = true;
      revisions.push(moveSlot(this.state, slot, into, 'person', reason, 1, this.nextSeq()));
    }
    if (reason === 'person' && this.state.groups.has(from.id)) this.state.constraints.part(from, into);
    return revisions;
  }

  private leave(ids: readonly string[], from: Group, reason: RevisionReason): Revision[] {
    const leaving = [...new Set(ids.flatMap((id) => this.state.constraints.closure(id)))].filter(
      (id) => this.state.slots.has(id) && this.groupOf(id) === from,
    );
    if (leaving.length === 0 || leaving.length === from.size) return [];
    const founder = this.state.record(this.state.slots.get(leaving[0] as string) as number);
    const fresh = this.state.openGroup(founder.id === from.id ? `${founder.id}~` : founder.id, founder.profile, founder.at);
    const revisions = leaving.flatMap((id) => {
      const slot = this.state.slots.get(id) as number;
      if (this.state.record(slot).group === fresh) return [];
      this.state.record(slot).pinned = true;
      return [moveSlot(this.state, slot, fresh, 'person', reason, 1, this.nextSeq(), 'split')];
    });
    if (this.state.groups.has(from.id)) this.state.constraints.part(from, fresh);
    return [fold(revisions)];
  }
}

/** One split is one event, however many documents left. */
function fold(revisions: Revision[]): Revision {
  const [first] = revisions;
  const last = revisions.at(-1);
  if (!first || !last) throw new Error('nothing was split');
  return {
    ...first,
    docs: revisions.flatMap(({ docs }) => docs),
    moved: revisions.reduce((sum, { moved }) => sum + moved, 0),
    after: last.after,
  };
}
