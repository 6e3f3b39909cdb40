import type { ReclusterReason } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { Engine, type Decision, type ObjectRef, type Prepared, type RevisionReason } from '../engine/index.js';
import { titleOf } from '../groups/title.rules.js';

/** What people decided and a new reading must begin with. */
export interface Guide {
  /** Complaints that stay where a person put them, by the group they stand in. */
  bound: ReadonlyMap<ComplaintId, GroupId>;
  locked: ReadonlySet<GroupId>;
  named: ReadonlySet<GroupId>;
  /** Complaints of groups that people parted. */
  parted: readonly (readonly [ComplaintId, ComplaintId])[];
  /** Groups whose founder stands elsewhere today: in a new reading it may found a group of that very name again. */
  orphaned: ReadonlySet<GroupId>;
}
export interface Place {
  id: ComplaintId;
  target: string;
  why: ReclusterReason;
  /** What it is about, by this reading; null when nothing was recognised. */
  objects: ObjectRef[] | null;
}
export interface Target {
  target: string;
  title: string;
  object: string | null;
  terms: string[];
}

const TERMS_KEPT = 8;
const BY_REVISION: Record<RevisionReason, ReclusterReason> = {
  similar: 'similar',
  'same-object': 'same-object',
  'template-slot': 'other-object',
  'better-fit': 'better-fit',
  person: 'person',
  'must-link': 'person',
  'cannot-link': 'person',
  campaign: 'near-duplicate',
};

/** Complaints read once more in the order in which they came, by an engine that knows nothing but what people decided. */
export class Replay {
  private readonly engine = new Engine();
  private readonly reasons = new Map<string, ReclusterReason>();
  private readonly objects = new Map<string, ObjectRef[]>();
  private readonly flagged = new Set<string>();

  constructor(private readonly guide: Guide) {
    for (const [a, b] of guide.parted) this.engine.cannotLink(a, b);
  }

  get algorithm(): string {
    return this.engine.version;
  }

  take(prepared: Prepared): void {
    const home = this.guide.bound.get(prepared.id as ComplaintId);
    if (home === undefined) this.note(this.engine.push(prepared));
    else this.hold(prepared, home);
    const group = this.engine.groupOf(prepared.id);
    if (group !== undefined) this.flag(group);
    if (prepared.objects.length > 0) this.objects.set(prepared.id, prepared.objects);
  }

  /** One that came before the time that is read again: it stays where it stands, and the others are read against it. */
  hold(prepared: Prepared, home: GroupId): void {
    this.engine.adopt(prepared, this.nameOf(home));
    this.reasons.set(prepared.id, 'person');
    this.flag(this.nameOf(home));
  }

  placeOf(id: ComplaintId): Place | null {
    const target = this.engine.groupOf(id);
    return target === undefined ? null : { id, target, why: this.reasons.get(id) ?? 'similar', objects: this.objects.get(id) ?? null };
  }

  targetOf(target: string): Target {
    const info = this.engine.group(target);
    const terms = (info?.terms ?? []).map(({ word, weight }) => ({ term: word, weight }));
    const object = info?.object?.name ?? null;
    const title = titleOf(info?.object?.kind === 'place' ? null : object, terms, '');
    return { target, title, object, terms: terms.slice(0, TERMS_KEPT).map(({ term }) => term) };
  }

  private note(decision: Decision): void {
    this.reasons.set(decision.id, reasonOf(decision));
    for (const { docs, reason } of decision.revisions) for (const doc of docs) this.reasons.set(doc, BY_REVISION[reason]);
  }

  private nameOf(group: GroupId): string {
    return this.guide.orphaned.has(group) ? `row:${group}` : group;
  }

  /** A lock or a name holds from the first complaint on. */
  private flag(group: string): void {
    const id = (group.startsWith('row:') ? group.slice(4) : group) as GroupId;
    if (this.flagged.has(group) || this.engine.resolve(group) !== group) return;
    this.flagged.add(group);
    if (this.guide.locked.has(id)) this.engine.lock(group);
    if (this.guide.named.has(id)) this.engine.nameGroup(group);
  }
}

function reasonOf({ flags, nearDuplicateOf, opened, candidates, groupId }: Decision): ReclusterReason {
  if (flags.includes('forced')) return 'person';
  if (nearDuplicateOf !== undefined) return 'near-duplicate';
  if (opened) return flags.includes('object-refused') ? 'other-object' : 'alone';
  if (flags.includes('object-refused')) return 'other-object';
  return candidates.find((one) => one.groupId === groupId)?.gate === 'attract' ? 'same-object' : 'similar';
}
