import { ENGINE_VERSION } from './config.js';
import type { DocRecord, State } from './state.js';
import { Centroid } from './store/centroid.js';
import { SnapshotReader, SnapshotWriter } from './store/codec.js';
import { newGroup, type Group, type ObjectTally } from './store/group.js';

type SavedGroup = Omit<Group, 'authors' | 'centroid' | 'objects'> & {
  authors?: [number, number][];
  objects?: [string, ObjectTally][];
  centroid?: number;
  norm?: number;
};
type SavedDoc = Omit<DocRecord, 'group'> & { group: string };

interface Saved {
  version: string;
  seq: number;
  arrivals: number;
  latestAt: number;
  groups: SavedGroup[];
  docs: (SavedDoc | null)[];
  sleeping: (string | null)[];
  dirty: string[];
  aliases: [string, string][];
  lexicon: ReturnType<State['lexicon']['entries']>;
  constraints: Parameters<State['constraints']['load']>[0];
}

export function snapshotState(state: State, seq: number): Uint8Array {
  const writer = new SnapshotWriter();
  const centroids: Centroid[] = [];
  const groups = [...state.groups.values()].map((group): SavedGroup => {
    const { authors, centroid, objects, ...plain } = group;
    return {
      ...plain,
      ...(authors && { authors: [...authors] }),
      ...(objects && { objects: [...objects] }),
      ...(centroid && { centroid: centroids.push(centroid), norm: centroid.norm }),
    };
  });
  const saved: Saved = {
    version: ENGINE_VERSION,
    seq,
    arrivals: state.arrivals,
    latestAt: state.latestAt,
    groups,
    docs: Array.from(state.records, (record) => (record ? { ...record, group: record.group.id } : null)),
    sleeping: Array.from(state.sleeping, (group) => group?.id ?? null),
    dirty: state.dirty.filter((group) => state.groups.get(group.id) === group).map(({ id }) => id),
    aliases: [...state.aliases],
    lexicon: state.lexicon.entries(),
    constraints: state.constraints.toJSON() as Saved['constraints'],
  };
  writer.json(saved);
  writer.numbers(Uint32Array.from(centroids, (centroid) => centroid.length));
  for (const { terms, sums, length } of centroids) {
    writer.numbers(terms.subarray(0, length));
    writer.numbers(sums.subarray(0, length));
  }
  for (const part of [state.terms, state.docs, state.sleepers, state.duplicates, state.authors, state.trail]) part.save(writer);
  return writer.finish();
}

/** Fills a fresh state; answers the last revision number. A snapshot of another engine version is refused: it is replayed from the log instead. */
export function restoreState(state: State, bytes: Uint8Array): number {
  const reader = new SnapshotReader(bytes);
  const saved = reader.json<Saved>();
  if (saved.version !== ENGINE_VERSION) throw new RangeError(`snapshot of ${saved.version}, this is ${ENGINE_VERSION}`);
  const lengths = reader.uint32();
  const centroids = Array.from(lengths, (length) =>
    Object.assign(new Centroid(state.config.centroidTerms), { terms: reader.uint32(), sums: reader.float32(), length }),
  );
  for (const { authors, objects, centroid, norm, ...plain } of saved.groups) {
    const group: Group = Object.assign(newGroup(plain.id, plain.profile, plain.firstAt), plain);
    if (authors) group.authors = new Map(authors);
    if (objects) group.objects = new Map(objects);
    if (centroid) group.centroid = Object.assign(centroids[centroid - 1] as Centroid, { norm });
    state.groups.set(group.id, group);
  }
  saved.docs.forEach((doc, slot) => {
    const group = doc && state.groups.get(doc.group);
    state.records[slot] = group ? { ...doc, group } : undefined;
    if (doc && group) state.slots.set(doc.id, slot);
  });
  saved.sleeping.forEach((id, slot) => (state.sleeping[slot] = id === null ? undefined : state.groups.get(id)));
  state.dirty = saved.dirty.flatMap((id) => state.groups.get(id) ?? []);
  for (const [from, into] of saved.aliases) state.aliases.set(from, into);
  state.lexicon.load(saved.lexicon);
  state.constraints.load(saved.constraints);
  state.arrivals = saved.arrivals;
  state.latestAt = saved.latestAt;
  for (const part of [state.terms, state.docs, state.sleepers, state.duplicates, state.authors, state.trail]) part.load(reader);
  return saved.seq;
}
