import type { ObjectRef } from '../types.js';
import type { SnapshotReader, SnapshotWriter } from './codec.js';
import { readLists, writeLists, type ObjectTable } from './columns.js';
import { DocRecord, type DocFacts } from './doc.js';
import type { Group } from './group.js';

const HELD = 1;
const COMPLAINT = 2;
const PINNED = 4;

/** The documents held in full, in columns by slot. */
export class Docs {
  readonly ids: string[] = [];
  readonly groups: (Group | undefined)[] = [];
  readonly objects: (readonly ObjectRef[] | undefined)[] = [];
  readonly at: Float64Array;
  readonly authors: Uint32Array;
  readonly repostOf: Int32Array;
  readonly copies: Int32Array;
  readonly rival: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  private readonly flags: Uint8Array;

  constructor(capacity: number) {
    this.at = new Float64Array(capacity);
    this.authors = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
    [this.repostOf, this.copies, this.rival, this.previous, this.next] = columns(capacity);
  }

  has(slot: number): boolean {
    return ((this.flags[slot] ?? 0) & HELD) !== 0;
  }
  isComplaint(slot: number): boolean {
    return ((this.flags[slot] as number) & COMPLAINT) !== 0;
  }
  isPinned(slot: number): boolean {
    return ((this.flags[slot] as number) & PINNED) !== 0;
  }
  pin(slot: number, pinned: boolean): void {
    const flags = this.flags[slot] as number;
    this.flags[slot] = pinned ? flags | PINNED : flags & ~PINNED;
  }

  find(slot: number): DocRecord | undefined {
    return this.has(slot) ? new DocRecord(this, slot) : undefined;
  }

  put(slot: number, { id, at, author, profile, group, repostOf, objects }: DocFacts): void {
    this.ids[slot] = id;
    this.groups[slot] = group;
    this.objects[slot] = objects;
    this.at[slot] = at;
    this.authors[slot] = author;
    this.flags[slot] = HELD | (profile === 'complaint' ? COMPLAINT : 0);
    this.repostOf[slot] = repostOf;
    this.copies[slot] = 0;
    this.rival[slot] = -1;
    this.previous[slot] = -1;
    this.next[slot] = -1;
  }

  take(slot: number): void {
    this.flags[slot] = 0;
    this.ids[slot] = '';
    this.groups[slot] = undefined;
    this.objects[slot] = undefined;
  }

  save(writer: SnapshotWriter, places: ReadonlyMap<Group, number>, objects: ObjectTable): void {
    const used = this.ids.length;
    writer.numbers(this.flags.subarray(0, used));
    writer.strings(this.ids);
    writer.numbers(Int32Array.from(this.groups, (group) => (group ? (places.get(group) ?? -1) : -1)));
    for (const column of this.numbers()) writer.numbers(column.subarray(0, used));
    writeLists(
      writer,
      this.objects.map((named) => named?.map((object) => objects.placeOf(object)) ?? []),
    );
  }

  load(reader: SnapshotReader, groups: readonly Group[], objects: ObjectTable): void {
    this.flags.set(reader.uint8());
    for (const id of reader.strings()) this.ids.push(id);
    for (const place of reader.int32()) this.groups.push(groups[place]);
    this.at.set(reader.float64());
    this.authors.set(reader.uint32());
    for (const column of [this.repostOf, this.copies, this.rival, this.previous, this.next]) column.set(reader.int32());
    for (const named of readLists(reader))
      this.objects.push(named.length > 0 ? Array.from(named, (place) => objects.at(place)) : undefined);
  }

  private numbers(): (Float64Array | Uint32Array | Int32Array)[] {
    return [this.at, this.authors, this.repostOf, this.copies, this.rival, this.previous, this.next];
  }
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
const columns = (capacity: number): Columns => Array.from({ length: 5 }, () => new Int32Array(capacity)) as Columns;
