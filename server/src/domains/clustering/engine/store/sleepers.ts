import { Centroid } from './centroid.js';
import type { SnapshotReader, SnapshotWriter } from './codec.js';
import type { Group } from './group.js';
import { VectorRing } from './vector-ring.js';

/** Sleepers that people keep, moved on in one go when their places are needed. */
const MOVED_ON = 16;

/** Groups whose last document left the window: of each the heaviest terms, by which an arrival can find it. */
export class Sleepers {
  readonly ring: VectorRing;
  readonly groups: (Group | undefined)[] = [];

  constructor(
    capacity: number,
    private readonly terms: number,
    termSlots: number,
    private readonly limit: number,
    /** What people named or bound is never forgotten. */
    private readonly keeps: (group: Group) => boolean,
    private readonly forget: (group: Group) => void,
  ) {
    this.ring = new VectorRing(capacity, terms, termSlots, terms);
  }

  centroidOf(group: Group): Centroid {
    const centroid = new Centroid(this.limit);
    const { packed, width, lengths } = this.ring;
    centroid.addPacked(packed, group.sleeper * width, lengths[group.sleeper] as number, group.mass);
    return centroid;
  }

  /** When nobody makes room, a group that people keep stays known, though nothing finds it any more. */
  add(group: Group, centroid: Centroid): void {
    let [next, sum]: [Group | undefined, Centroid] = [group, centroid];
    for (let tries = 0; next && tries < MOVED_ON; tries++) {
      const stood: Group | undefined = this.groups[this.ring.upcoming()];
      const kept: Group | undefined = stood && this.keeps(stood) ? stood : undefined;
      const aside: Centroid | undefined = kept && this.centroidOf(kept);
      if (stood) stood.sleeper = -1;
      if (stood && !kept) this.forget(stood);
      if (kept && aside) kept.centroid = aside;
      this.lay(next, sum);
      next = kept;
      sum = aside ?? sum;
    }
  }

  wake(group: Group): void {
    if (group.sleeper < 0) return;
    group.centroid = this.centroidOf(group);
    this.leave(group);
  }

  leave(group: Group): void {
    if (group.sleeper >= 0) this.groups[group.sleeper] = undefined;
    group.sleeper = -1;
  }

  save(writer: SnapshotWriter, places: ReadonlyMap<Group, number>): void {
    writer.numbers(Int32Array.from(Array.from(this.groups), (group) => (group ? (places.get(group) ?? -1) : -1)));
    this.ring.save(writer);
  }

  load(reader: SnapshotReader, groups: readonly Group[]): void {
    reader.int32().forEach((place, slot) => (this.groups[slot] = groups[place]));
    this.ring.load(reader);
  }

  private lay(group: Group, centroid: Centroid): void {
    centroid.prune(this.terms);
    const weights = Float32Array.from(centroid.sums.subarray(0, centroid.length), (sum) => sum / centroid.norm);
    const slot = this.ring.add(centroid.terms, weights, centroid.length, true);
    this.groups[slot] = group;
    group.sleeper = slot;
    group.mass = centroid.norm;
    group.centroid = undefined;
  }
}
