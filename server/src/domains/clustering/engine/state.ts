import { Authors } from './authors.js';
import type { EngineConfig } from './config.js';
import { Constraints } from './constraints.js';
import { DuplicateIndex } from './duplicates.js';
import { Lexicon } from './lexicon.js';
import { Query } from './query.js';
import { Searcher } from './search.js';
import { Centroid } from './store/centroid.js';
import { authorsOf, countAuthor, newGroup, tallyObjects, type Group } from './store/group.js';
import type { DocRecord } from './store/doc.js';
import { Docs } from './store/docs.js';
import { IdIndex } from './store/id-index.js';
import { Aliases } from './store/aliases.js';
import { Shards } from './store/shards.js';
import { Sleepers } from './store/sleepers.js';
import { Trail } from './store/trail.js';
import { TermTable } from './store/term-table.js';
import { VectorRing } from './store/vector-ring.js';
import type { Round } from './rounds.js';
import type { Prepared, Profile } from './types.js';

/** A group is named for the document that founded it, once more often for each time it did. */
const founderOf = (group: string): string => group.split('~', 1)[0] ?? group;

/** In refinements. */
const TRAIL_LENGTH = 17;

/** Everything the engine remembers, and the only code that changes who belongs to what. */
export class State {
  readonly terms: TermTable;
  readonly docs: VectorRing;
  readonly sleepers: Sleepers;
  readonly duplicates: DuplicateIndex;
  readonly searcher: Searcher;
  readonly sleepSearcher: Searcher;
  readonly query: Query;
  readonly lexicon: Lexicon;
  readonly authors: Authors;
  readonly trail: Trail;
  readonly constraints = new Constraints();
  readonly records: Docs;
  readonly slots: IdIndex;
  readonly groups = new Shards<Group>();
  /** Where a merged group went. */
  readonly aliases = new Aliases((group) => this.slots.get(founderOf(group)) !== undefined);
  /** Changed since refinement last looked, in the order of the change. */
  dirty: Group[] = [];
  /** The round of merging under way. */
  round: Round | undefined;
  arrivals = 0;
  latestAt = 0;

  constructor(readonly config: EngineConfig) {
    const termSlots = 1 << config.termBits;
    this.terms = new TermTable(config.termBits, config.capacity * 2);
    this.docs = new VectorRing(config.capacity, config.docTerms, termSlots, config.indexedTerms);
    this.sleepers = new Sleepers(config.sleepers, config.sleeperTerms, termSlots, config.centroidTerms, this.keeps, this.forget);
    this.duplicates = new DuplicateIndex(config.duplicateBits, config.capacity);
    this.authors = new Authors(this.docs);
    this.records = new Docs(config.capacity);
    this.slots = new IdIndex(config.capacity, (slot) => this.records.ids[slot]);
    this.trail = new Trail(this.docs, config.refineEvery * TRAIL_LENGTH);
    this.searcher = new Searcher(this.docs, this.terms, config);
    this.sleepSearcher = new Searcher(this.sleepers.ring, this.terms, config);
    this.lexicon = new Lexicon(this.terms, termSlots, config.lexicon);
    this.query = new Query(this.terms, config.docTerms);
  }

  record(slot: number): DocRecord {
    const record = this.records.find(slot);
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
    const { id, at, profile } = prepared;
    const objects = prepared.objects.length > 0 ? prepared.objects : undefined;
    this.records.put(slot, { id, at, author, profile, group, repostOf, objects });
    if (repostOf >= 0 && this.records.has(repostOf)) this.record(repostOf).copies++;
    this.slots.set(prepared.id, slot);
    this.attach(slot, group);
    group.lastArrival = this.arrivals;
    this.authors.wrote(author, slot, repostOf < 0);
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
    this.sleepers.wake(group);
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
    for (let slot = group.head; slot >= 0 && slots.length < most; slot = this.records.next[slot] as number) slots.push(slot);
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
    const other = this.centroidOf(from);
    this.sleepers.wake(into);
    this.centroidOf(into).add(other.terms, other.sums, other.length);
    into.live += from.live;
    into.size += from.size;
    into.reposts += from.reposts;
    into.anonymous += from.anonymous;
    into.lastArrival = Math.max(into.lastArrival, from.lastArrival);
    into.firstAt = Math.min(into.firstAt, from.firstAt);
    into.lastAt = Math.max(into.lastAt, from.lastAt);
    into.copies += from.copies;
    this.touch(into);
    for (const [author, posts] of authorsOf(from)) countAuthor(into, author, posts);
    for (const { object, count } of from.objects ?? []) tallyObjects(into, [object], count);
    this.constraints.merged(from, into);
    this.aliases.set(from.id, into.id);
    this.dropGroup(from);
    if (into.live === 0) this.putToSleep(into);
  }

  centroidOf(group: Group): Centroid {
    if (group.centroid) return group.centroid;
    // Not kept: most sleepers are never asked again.
    if (group.sleeper >= 0) return this.sleepers.centroidOf(group);
    const centroid = new Centroid(this.config.centroidTerms);
    for (const slot of this.members(group)) if (this.record(slot).repostOf < 0) this.addVector(centroid, slot, 1);
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
    this.sleepers.leave(group);
    this.groups.delete(group.id);
  }

  private readonly forget = (group: Group): void => this.dropGroup(group);

  private readonly keeps = (group: Group): boolean => group.named || group.locked || this.constraints.binds(group);

  /** The oldest document makes room. Its group lives on; the last one to go leaves a compact centroid asleep. */
  private evict(slot: number): void {
    this.duplicates.forget(slot);
    this.docs.vacate(slot);
    const record = this.records.find(slot);
    if (!record) return;
    const { group } = record;
    const last = group.live === 1;
    // Taken before the original goes: re-posts that outlive it hold no vector to take it from.
    if (record.repostOf < 0 && !(last && group.size === 1)) this.centroidOf(group);
    if (last) this.putToSleep(group);
    this.unchain(record);
    if (group.head === slot) group.head = record.next;
    group.live--;
    if (record.author !== 0) this.authors.left(record.author);
    this.slots.delete(record.id);
    this.records.take(slot);
  }

  /** What stood alone for as long as the window lasts is forgotten: there would be one of it for every other complaint. */
  private putToSleep(group: Group): void {
    const centroid = group.size > 1 || this.keeps(group) ? this.centroidOf(group) : undefined;
    if (centroid && centroid.length > 0) this.sleepers.add(group, centroid);
    else if (!this.keeps(group)) this.dropGroup(group);
  }
}
