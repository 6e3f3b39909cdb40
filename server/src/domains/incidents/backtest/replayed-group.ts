import type { GroupId } from '@tocsin/shared/kernel';
import type { Window } from '../detection.repository.js';
import type { Judged } from '../scrutiny.js';

/** One complaint as it was read, in the order of the intake log. */
export interface Arrival {
  seq: number;
  /** When it reached the house, in milliseconds. */
  arrivedAt: number;
  /** When its sender says that it was received, in milliseconds: what windows are counted by. */
  receivedAt: number;
  /** Past cases stand on their own day. */
  countedAt: number | null;
  /** A number that stands for the person. */
  person: number;
  repost: boolean;
  critical: boolean;
}

const MINUTE = 60_000;
const TEN = 10;

/** A group as it grew. What the live detector counts by SQL is counted here from memory; a test holds the two together. */
export class ReplayedGroup {
  posts = 0;
  complaints = 0;
  critical = 0;
  private lastAt = -Infinity;
  private newestRead: number | null = null;
  private readonly people = new Set<number>();
  /** Complaints that count, by their time. */
  private times: number[] = [];
  private persons: number[] = [];
  private minutes = new Map<number, number>();

  constructor(
    readonly id: GroupId,
    readonly terms: Judged['terms'],
  ) {}

  get complainants(): number {
    return this.people.size;
  }

  add({ receivedAt, countedAt, person, repost, critical }: Arrival): void {
    this.posts += 1;
    this.lastAt = Math.max(this.lastAt, countedAt ?? receivedAt);
    if (countedAt !== null) return;
    this.newestRead = receivedAt;
    if (repost) return;
    this.complaints += 1;
    this.critical += critical ? 1 : 0;
    this.people.add(person);
    const at = after(this.times, receivedAt);
    this.times.splice(at, 0, receivedAt);
    this.persons.splice(at, 0, person);
    const minute = Math.floor(receivedAt / MINUTE);
    this.minutes.set(minute, (this.minutes.get(minute) ?? 0) + 1);
  }

  /** As `DetectionRepository.windows` counts it. */
  window(windowMinutes: number): Window {
    const read = this.newestRead ?? this.lastAt;
    const length = windowMinutes * MINUTE;
    return {
      complainants: Math.max(...[read, read + length, this.lastAt].map((end) => this.peopleIn(end - length, end))),
      tenMinutes: Math.max(...[read, read + (TEN - 1) * MINUTE, this.lastAt].map((end) => this.tenMinutesTo(Math.floor(end / MINUTE)))),
    };
  }

  /** Complaints by ten minutes, newest first, and those of times still to come: as an incident's numbers are read. */
  buckets(at: number, many: number): { buckets: number[]; ahead: number } {
    const now = Math.floor(at / MINUTE);
    const buckets = Array.from({ length: many }, () => 0);
    let ahead = 0;
    for (const [minute, n] of this.minutes) {
      const age = Math.floor((now - minute) / TEN);
      if (minute > now) ahead += n;
      else if (age < many) buckets[age] = (buckets[age] ?? 0) + n;
    }
    return { buckets, ahead };
  }

  /** No rule will be asked of it again: only how many people it has. */
  settle(): void {
    this.times = [];
    this.persons = [];
    this.minutes = new Map();
  }

  private peopleIn(from: number, to: number): number {
    const [first, end] = [after(this.times, from), after(this.times, to)];
    return end - first <= 1 ? end - first : new Set(this.persons.slice(first, end)).size;
  }

  private tenMinutesTo(minute: number): number {
    let sum = 0;
    for (let m = minute - TEN + 1; m <= minute; m += 1) sum += this.minutes.get(m) ?? 0;
    return sum;
  }
}

/** Where the first time later than `at` stands. */
function after(times: readonly number[], at: number): number {
  // Complaints come nearly in the order of their times.
  if (times.length === 0 || (times.at(-1) as number) <= at) return times.length;
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
