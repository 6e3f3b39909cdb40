import type { ObjectRef } from '../types.js';
import type { SnapshotReader, SnapshotWriter } from './codec.js';

/** Lists of numbers of different lengths, end to end. */
export function writeLists(writer: SnapshotWriter, lists: readonly ArrayLike<number>[]): void {
  const lengths = Uint32Array.from(lists, (list) => list.length);
  const values = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) values[at + i] = list[i] as number;
    at += list.length;
  }
  writer.numbers(lengths);
  writer.numbers(values);
}

export function readLists(reader: SnapshotReader): Float64Array[] {
  const lengths = reader.uint32();
  const values = reader.float64();
  let at = 0;
  return Array.from(lengths, (length) => values.subarray(at, (at += length)));
}

/** Thousands of complaints name the same few objects; each is written once. */
export class ObjectTable {
  private readonly places = new Map<string, number>();
  private readonly known = new Map<ObjectRef, number>();
  private readonly objects: ObjectRef[] = [];

  placeOf(object: ObjectRef): number {
    const same = this.known.get(object);
    if (same !== undefined) return same;
    const text = JSON.stringify(object);
    let place = this.places.get(text);
    if (place === undefined) {
      place = this.objects.push(object) - 1;
      this.places.set(text, place);
    }
    this.known.set(object, place);
    return place;
  }

  at(place: number): ObjectRef {
    const object = this.objects[place];
    if (!object) throw new RangeError('the snapshot names an object it does not hold');
    return object;
  }

  save(writer: SnapshotWriter): void {
    writer.json(this.objects);
  }

  load(reader: SnapshotReader): void {
    this.objects.push(...reader.json<ObjectRef[]>());
  }
}
