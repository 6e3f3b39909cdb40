import type { SnapshotReader, SnapshotWriter } from './codec.js';
import type { VectorRing } from './vector-ring.js';

/** The latest originals in order of arrival. Copies are left out, so that a flood neither hurries nor starves refinement. */
export class Trail {
  private readonly slots: Int32Array;
  private readonly births: Float64Array;
  count = 0;

  constructor(
    private readonly ring: VectorRing,
    length: number,
  ) {
    this.slots = new Int32Array(length);
    this.births = new Float64Array(length);
  }

  push(slot: number): void {
    const place = this.count % this.slots.length;
    this.slots[place] = slot;
    this.births[place] = this.ring.births[slot] as number;
    this.count++;
  }

  /** Slot of the original that arrived `age` originals ago, 1 for the newest; -1 when it is gone. */
  at(age: number): number {
    if (age < 1 || age > Math.min(this.count, this.slots.length)) return -1;
    const place = (this.count - age) % this.slots.length;
    const slot = this.slots[place] as number;
    return this.ring.births[slot] === this.births[place] ? slot : -1;
  }

  save(writer: SnapshotWriter): void {
    writer.json(this.count);
    writer.numbers(this.slots);
    writer.numbers(this.births);
  }

  load(reader: SnapshotReader): void {
    this.count = reader.json<number>();
    this.slots.set(reader.int32());
    this.births.set(reader.float64());
  }
}
