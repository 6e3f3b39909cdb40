import { Centroid } from './centroid.js';
import type { SnapshotReader, SnapshotWriter } from './codec.js';
import { readLists, writeLists, type ObjectTable } from './columns.js';
import { authorsOf, newGroup, type Group, type ObjectTally } from './group.js';

const COMPLAINT = 1;
const NAMED = 2;
const LOCKED = 4;
const JOINED = 8;
const DIRTY = 16;
const flagsOf = (group: Group): number =>
  (group.profile === 'complaint' ? COMPLAINT : 0) |
  (group.named ? NAMED : 0) |
  (group.locked ? LOCKED : 0) |
  (group.joined ? JOINED : 0) |
  (group.dirty ? DIRTY : 0);

const COUNTS = ['lastArrival', 'size', 'reposts', 'anonymous', 'head', 'live', 'sleeper', 'copies', 'checkedSize'] as const;

export function saveGroups(writer: SnapshotWriter, groups: readonly Group[], objects: ObjectTable): void {
  writer.strings(groups.map(({ id }) => id));
  writer.numbers(Uint8Array.from(groups, flagsOf));
  writer.numbers(Float64Array.from(groups, ({ firstAt }) => firstAt));
  writer.numbers(Float64Array.from(groups, ({ lastAt }) => lastAt));
  writer.numbers(Float64Array.from(groups, ({ mass }) => mass));
  for (const count of COUNTS) writer.numbers(Int32Array.from(groups, (group) => group[count]));
  writeLists(
    writer,
    groups.map((group) => authorsOf(group).flat()),
  );
  writeLists(
    writer,
    groups.map((group) => (group.objects ? group.objects.flatMap(({ object, count }) => [objects.placeOf(object), count]) : [])),
  );
  saveCentroids(writer, groups);
}

export function loadGroups(reader: SnapshotReader, centroidTerms: number, objects: ObjectTable): Group[] {
  const ids = reader.strings();
  const flags = reader.uint8();
  const firstAt = reader.float64();
  const lastAt = reader.float64();
  const masses = reader.float64();
  const groups = ids.map((id, i) => {
    const flag = flags[i] as number;
    const group = newGroup(id, flag & COMPLAINT ? 'complaint' : 'post', firstAt[i] as number);
    group.lastAt = lastAt[i] as number;
    group.mass = masses[i] as number;
    group.named = (flag & NAMED) !== 0;
    group.locked = (flag & LOCKED) !== 0;
    group.joined = (flag & JOINED) !== 0;
    group.dirty = (flag & DIRTY) !== 0;
    return group;
  });
  for (const count of COUNTS) reader.int32().forEach((value, i) => ((groups[i] as Group)[count] = value));
  readLists(reader).forEach((pairs, i) => takeAuthors(groups[i] as Group, pairs));
  readLists(reader).forEach((pairs, i) => ((groups[i] as Group).objects = pairs.length > 0 ? talliesOf(pairs, objects) : undefined));
  loadCentroids(reader, groups, centroidTerms);
  return groups;
}

function takeAuthors(group: Group, pairs: Float64Array): void {
  if (pairs.length <= 2) {
    group.author = pairs[0] ?? 0;
    group.authorPosts = pairs[1] ?? 0;
    return;
  }
  const authors = (group.authors = new Map<number, number>());
  for (let i = 0; i < pairs.length; i += 2) authors.set(pairs[i] as number, pairs[i + 1] as number);
}

function talliesOf(pairs: Float64Array, objects: ObjectTable): ObjectTally[] {
  const tallies: ObjectTally[] = [];
  for (let i = 0; i < pairs.length; i += 2) tallies.push({ object: objects.at(pairs[i] as number), count: pairs[i + 1] as number });
  return tallies;
}

/** A length of -1 stands for a centroid that nobody has asked for yet. */
function saveCentroids(writer: SnapshotWriter, groups: readonly Group[]): void {
  const lengths = Int32Array.from(groups, ({ centroid }) => centroid?.length ?? -1);
  const total = lengths.reduce((sum, length) => sum + Math.max(0, length), 0);
  const terms = new Uint32Array(total);
  const sums = new Float32Array(total);
  let at = 0;
  for (const { centroid } of groups) {
    if (!centroid) continue;
    terms.set(centroid.terms.subarray(0, centroid.length), at);
    sums.set(centroid.sums.subarray(0, centroid.length), at);
    at += centroid.length;
  }
  writer.numbers(lengths);
  writer.numbers(Float64Array.from(groups, ({ centroid }) => centroid?.norm ?? 0));
  writer.numbers(terms);
  writer.numbers(sums);
}

function loadCentroids(reader: SnapshotReader, groups: readonly Group[], limit: number): void {
  const lengths = reader.int32();
  const norms = reader.float64();
  const terms = reader.uint32();
  const sums = reader.float32();
  let at = 0;
  groups.forEach((group, i) => {
    const length = lengths[i] as number;
    if (length < 0) return;
    const centroid = new Centroid(limit);
    centroid.terms = terms.slice(at, at + length);
    centroid.sums = sums.slice(at, at + length);
    centroid.length = length;
    centroid.norm = norms[i] as number;
    group.centroid = centroid;
    at += length;
  });
}
