import { Authors } from './authors.js';
import type { EngineConfig } from './config.js';
import { Constraints } from './constraints.js';
import { DuplicateIndex } from './duplicates.js';
import { Lexicon } from './lexicon.js';
import { Query } from './query.js';
import { Searcher } from './search.js';
import { Centroid } from './store/centroid.js';
import { countAuthor, newGroup, tallyObjects, type Group } from './store/group.js';
import type { DocRecord } from './store/doc.js';
import { Trail } from './store/trail.js';
import { TermTable } from './store/term-table.js';
import { VectorRing } from './store/vector-ring.js';
import type { Prepared, Profile } from './types.js';

/** In refinements. */
const TRAIL_LENGTH = 17;

/** Everything the engine remembers, and the only code that changes who belongs to what. */
export class State {
  readonly terms: TermTable;
  readonly docs: VectorRing;
  readonly sleepers: VectorRing;
  readonly duplicates: DuplicateIndex;
  readonly searcher: Searcher;
  readonly sleepSearcher: Searcher;
  readonly query: Query;
  readonly lexicon: Lexicon;
  readonly authors: Authors;
  readonly trail: Trail;
  readonly constraints = new Constraints();
  readonly records: (DocRecord | undefined)[] = [];
  readonly slots = new Map<string, number>();
  readonly groups = new Map<string, Group>();
  readonly sleeping: (Group | undefined)[] = [];
  /** Where a merged group went. */
  readonly aliases = new Map<string, string>();
  /** Changed since refinement last looked, in the order of the change. */
  dirty: Group[] = [];
  arrivals = 0;
  latestAt = 0;

  constructor(readonly config: EngineConfig) {
    const termSlots = 1 << config.termBits;
    this.terms = new TermTable(config.termBits, config.capacity * 2);
    this.docs = new VectorRing(config.capacity, config.docTerms, termSlots, config.indexedTerms);
    this.sleepers = new VectorRing(config.sleepers, config.sleeperTerms, termSlots, config.sleeperTerms);
    this.duplicates = new DuplicateIndex(config.duplicateBits);
    this.authors = new Authors(this.docs, config.capacity);
    this.trail = new Trail(this.docs, config.refineEvery * TRAIL_LENGTH);
    this.searcher = new Searcher(this.docs, this.terms, config);
    this.sleepSearcher = new Searcher(this.sleepers, this.terms, config);
    this.lexicon = new Lexicon(this.terms, config.lexicon);
    this.query = new Query(this.terms, config.docTerms);
  }

  record(slot: number): DocRecord {
    const record = this.records[slot];
    if (!record) throw new Error(`no document in slot ${String(slot)}`);
    return record;
  }

  groupById(id: string): Group | undefined {
    let current = id;
    for (let next = this.aliases.get(current); next !== undefined; next = this.aliases.get(current)) current = next;
    return this.groups.get(current);
  }

  /** Before anything is compared, so that no group is chosen and then forgotten. */
  makeRoom(): void {
    this.evict(this.docs.upcoming());
  }

  /** Stores the document at hand (its vector is in `query`) as a member of a group. */
  insert(prepared: Prepared, author: number, group: Group, repostOf: number): number {
    const slot = this.docs.upcoming();
    this.docs.add(this.query.terms, this.query.weights, this.query.length, repostOf < 0);
    this.records[slot] = {
      id: prepared.id,
      at: prepared.at,
      author,
      profile: prepared.profile,
      group,
      repostOf,
      copies: 0,
      rival: -1,
      pinned: false,
      objects: prepared.objects.length > 0 ? prepared.objects : undefined,
      previous: -1,
      next: -1,
    };
    const original = repostOf >= 0 ? this.records[repostOf] : undefined;
    if (original) original.copies++;
    this.slots.set(prepared.id, slot);
    this.attach(slot, group);
    group.lastArrival = this.arrivals;
    if (author !== 0) this.authors.wrote(author, repostOf < 0 ? slot : -1);
    if (repostOf < 0) this.duplicates.add(slot, prepared.signature, prepared.textHash);
    return slot;
  }

  openGroup(id: string, profile: Profile, at: number): Group {
    // An id can be taken when the founder moved out and comes to found again.
    let free = id;
    for (let n = 2; this.groups.has(free) || this.aliases.has(free); n++) free = `${id}~${String(n)}`;
    const group = newGroup(free, profile, at);
    this.groups.set(free, group);
    return group;
  }

  attach(slot: number, group: Group): void {
    const record = this.record(slot);
    record.group = group;
    record.previous = -1;
    record.next = group.head;
    if (group.head >= 0) this.record(group.head).previous = slot;
    group.head = slot;
    group.live++;
    group.size++;
    this.touch(group);
    group.firstAt = Math.min(group.firstAt, record.at);
    group.lastAt = Math.max(group.lastAt, record.at);
    this.countPerson(group, record);
    tallyObjects(group, record.objects, 1);
    if (record.repostOf < 0) this.addToCentroid(group, slot);
    this.constraints.placed(record.id, group);
    if (group.sleeper >= 0) this.wake(group);
  }

  /** Takes a live member out of its group; an emptied group disappears. */
  detach(slot: number): void {
    const record = this.record(slot);
    const { group } = record;
    this.unchain(record);
    if (group.head === slot) group.head = record.next;
    group.live--;
    group.size--;
    this.touch(group);
    if (record.repostOf >= 0) group.reposts--;
    tallyObjects(group, record.objects, -1);
    if (group.size <= 0) this.dropGroup(group);
    else {
      if (record.repostOf < 0 && group.centroid) this.subtract(group.centroid, slot);
      if (record.author !== 0) countAuthor(group, record.author, -1);
      else if (record.repostOf < 0) group.anonymous--;
    }
  }

  /** Newest first. */
  members(group: Group, most = Infinity): number[] {
    const slots: number[] = [];
    for (let slot = group.head; slot >= 0 && slots.length < most; slot = this.record(slot).next) slots.push(slot);
    return slots;
  }

  /** Puts a changed group on the list of those that refinement has to look at. */
  private touch(group: Group): void {
    if (group.dirty) return;
    group.dirty = true;
    this.dirty.push(group);
  }

  /** The only way two groups become one. */
  absorb(from: Group, into: Group): void {
    for (const slot of this.members(from).reverse()) {
      const record = this.record(slot);
      record.group = into;
      record.previous = -1;
      record.next = into.head;
      if (into.head >= 0) this.record(into.head).previous = slot;
      into.head = slot;
      this.constraints.placed(record.id, into);
    }
    const into2 = this.centroidOf(into);
    const other = this.centroidOf(from);
    into2.add(other.terms, other.sums, other.length);
    into.live += from.live;
    into.size += from.size;
    into.reposts += from.reposts;
    into.anonymous += from.anonymous;
    into.lastArrival = Math.max(into.lastArrival, from.lastArrival);
    into.firstAt = Math.min(into.firstAt, from.firstAt);
    into.lastAt = Math.max(into.lastAt, from.lastAt);
    into.copies += from.copies;
    this.touch(into);
    if (from.authors) for (const [author, posts] of from.authors) countAuthor(into, author, posts);
    if (from.objects)
      for (const { object, count } of from.objects.values()) for (let i = 0; i < count; i++) tallyObjects(into, [object], 1);
    this.constraints.merged(from, into);
    this.aliases.set(from.id, into.id);
    this.dropGroup(from);
  }

  centroidOf(group: Group): Centroid {
    if (group.centroid) return group.centroid;
    const centroid = new Centroid(this.config.centroidTerms);
    for (const slot of this.members(group)) {
      if (this.record(slot).repostOf < 0) this.addVector(centroid, slot, 1);
    }
    return (group.centroid = centroid);
  }

  private addToCentroid(group: Group, slot: number): void {
    if (group.centroid) this.addVector(group.centroid, slot, 1);
    else if (group.size > 1) this.centroidOf(group);
  }

  private addVector(centroid: Centroid, slot: number, factor: number): void {
    centroid.addPacked(this.docs.packed, slot * this.docs.width, this.docs.lengths[slot] as number, factor);
  }

  private subtract(centroid: Centroid, slot: number): void {
    this.addVector(centroid, slot, -1);
  }

  private countPerson(group: Group, record: DocRecord): void {
    if (record.repostOf >= 0) group.reposts++;
    if (record.author !== 0) countAuthor(group, record.author, 1);
    else if (record.repostOf < 0) group.anonymous++;
  }

  private unchain(record: DocRecord): void {
    if (record.previous >= 0) this.record(record.previous).next = record.next;
    if (record.next >= 0) this.record(record.next).previous = record.previous;
  }

  private dropGroup(group: Group): void {
    if (group.sleeper >= 0) this.sleeping[group.sleeper] = undefined;
    this.groups.delete(group.id);
  }

  /** The oldest document makes room. Its group lives on; the last one to go leaves a compact centroid asleep. */
  private evict(slot: number): void {
    this.duplicates.forget(slot);
    this.docs.vacate(slot);
    const record = this.records[slot];
    if (!record) return;
    const { group } = record;
    // Taken before the original goes: re-posts that outlive it hold no vector to take it from.
    const centroid = record.repostOf < 0 || group.live === 1 ? this.centroidOf(group) : undefined;
    this.unchain(record);
    if (group.head === slot) group.head = record.next;
    group.live--;
    this.slots.delete(record.id);
    this.records[slot] = undefined;
    if (centroid && group.live === 0) this.putToSleep(group, centroid);
  }

  private putToSleep(group: Group, centroid: Centroid): void {
    if (centroid.length === 0) {
      if (!group.named && !group.locked) this.dropGroup(group);
      return;
    }
    centroid.prune(this.config.sleeperTerms);
    const slot = this.sleepers.upcoming();
    const oldest = this.sleeping[slot];
    const weights = Float32Array.from(centroid.sums.subarray(0, centroid.length), (sum) => sum / centroid.norm);
    this.sleepers.add(centroid.terms, weights, centroid.length, true);
    this.sleeping[slot] = group;
    group.sleeper = slot;
    if (!oldest) return;
    oldest.sleeper = -1;
    // What people named or bound is never forgotten; it takes a fresh place instead.
    if (oldest.named || oldest.locked || this.constraints.binds(oldest)) this.putToSleep(oldest, this.centroidOf(oldest));
    else this.dropGroup(oldest);
  }

  private wake(group: Group): void {
    this.sleeping[group.sleeper] = undefined;
    group.sleeper = -1;
  }
}
