import type { SnapshotReader, SnapshotWriter } from './codec.js';
import { readLists, writeLists, type ObjectTable } from './columns.js';
import type { DocRecord } from './doc.js';
import type { Group } from './group.js';

const HELD = 1;
const COMPLAINT = 2;
const PINNED = 4;
const LINKS = ['repostOf', 'copies', 'rival', 'previous', 'next'] as const;
type Records = readonly (DocRecord | undefined)[];

export function saveDocs(writer: SnapshotWriter, records: Records, places: ReadonlyMap<Group, number>, objects: ObjectTable): void {
  const docs = Array.from(records);
  writer.numbers(
    Uint8Array.from(docs, (doc) => (doc ? HELD | (doc.profile === 'complaint' ? COMPLAINT : 0) | (doc.pinned ? PINNED : 0) : 0)),
  );
  writer.strings(docs.map((doc) => doc?.id ?? ''));
  writer.numbers(Float64Array.from(docs, (doc) => doc?.at ?? 0));
  writer.numbers(Uint32Array.from(docs, (doc) => doc?.author ?? 0));
  writer.numbers(Int32Array.from(docs, (doc) => (doc ? (places.get(doc.group) ?? -1) : -1)));
  for (const link of LINKS) writer.numbers(Int32Array.from(docs, (doc) => doc?.[link] ?? 0));
  writeLists(
    writer,
    docs.map((doc) => doc?.objects?.map((object) => objects.placeOf(object)) ?? []),
  );
}

export function loadDocs(reader: SnapshotReader, groups: readonly Group[], objects: ObjectTable): (DocRecord | undefined)[] {
  const flags = reader.uint8();
  const ids = reader.strings();
  const at = reader.float64();
  const authors = reader.uint32();
  const places = reader.int32();
  const [repostOf, copies, rival, previous, next] = LINKS.map(() => reader.int32()) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const named = readLists(reader);
  return ids.map((id, i) => {
    const group = groups[places[i] as number];
    if (((flags[i] as number) & HELD) === 0 || !group) return undefined;
    const objectsOf = named[i] as Float64Array;
    return {
      id,
      at: at[i] as number,
      author: authors[i] as number,
      profile: (flags[i] as number) & COMPLAINT ? 'complaint' : 'post',
      group,
      repostOf: repostOf[i] as number,
      copies: copies[i] as number,
      rival: rival[i] as number,
      pinned: ((flags[i] as number) & PINNED) !== 0,
      objects: objectsOf.length > 0 ? Array.from(objectsOf, (place) => objects.at(place)) : undefined,
      previous: previous[i] as number,
      next: next[i] as number,
    };
  });
}
