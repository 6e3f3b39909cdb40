import { ENGINE_VERSION } from './config.js';
import { loadRound, saveRound } from './rounds.js';
import type { State } from './state.js';
import { SnapshotReader, SnapshotWriter } from './store/codec.js';
import { ObjectTable } from './store/columns.js';
import { loadGroups, saveGroups } from './store/saved-groups.js';

interface Head {
  version: string;
  seq: number;
  arrivals: number;
  latestAt: number;
  constraints: Parameters<State['constraints']['load']>[0];
}

const parts = (state: State): { save(writer: SnapshotWriter): void; load(reader: SnapshotReader): void }[] => [
  state.terms,
  state.docs,
  state.duplicates,
  state.authors,
  state.lexicon,
  state.trail,
];

/** Columns of plain numbers throughout: text is made only of what is text, for this stops the line while it lasts. */
export function snapshotState(state: State, seq: number): Uint8Array {
  const writer = new SnapshotWriter();
  const head: Head = {
    version: ENGINE_VERSION,
    seq,
    arrivals: state.arrivals,
    latestAt: state.latestAt,
    constraints: state.constraints.toJSON() as Head['constraints'],
  };
  writer.json(head);
  const groups = [...state.groups.values()];
  const places = new Map(groups.map((group, i) => [group, i]));
  const objects = new ObjectTable();
  const columns = new SnapshotWriter();
  saveGroups(columns, groups, objects);
  state.records.save(columns, places, objects);
  objects.save(writer);
  writer.append(columns);
  state.sleepers.save(writer, places);
  writer.numbers(Int32Array.from(state.dirty.flatMap((group) => (state.groups.get(group.id) === group ? (places.get(group) ?? []) : []))));
  saveRound(writer, state, places);
  writer.strings([...state.aliases.keys()]);
  writer.strings([...state.aliases.values()]);
  for (const part of parts(state)) part.save(writer);
  return writer.finish();
}

/** Fills a fresh state; answers the last revision number. A snapshot of another engine version is refused: it is replayed from the log instead. */
export function restoreState(state: State, bytes: Uint8Array): number {
  const reader = new SnapshotReader(bytes);
  const head = reader.json<Head>();
  if (head.version !== ENGINE_VERSION) throw new RangeError(`snapshot of ${head.version}, this is ${ENGINE_VERSION}`);
  state.constraints.load(head.constraints);
  state.arrivals = head.arrivals;
  state.latestAt = head.latestAt;
  const objects = new ObjectTable();
  objects.load(reader);
  const groups = loadGroups(reader, state.config.centroidTerms, objects);
  for (const group of groups) state.groups.set(group.id, group);
  state.records.load(reader, groups, objects);
  state.records.ids.forEach((id, slot) => {
    if (state.records.has(slot)) state.slots.set(id, slot);
  });
  state.sleepers.load(reader, groups);
  state.dirty = Array.from(reader.int32()).flatMap((place) => groups[place] ?? []);
  state.round = loadRound(reader, groups);
  const from = reader.strings();
  reader.strings().forEach((into, i) => state.aliases.set(from[i] as string, into));
  for (const part of parts(state)) part.load(reader);
  return head.seq;
}
