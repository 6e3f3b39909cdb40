import { hashString } from '../hash.js';

const SHARDS = 256;

/** A map cut in pieces: one large map copies all its entries whenever it outgrows its table, and that arrival would wait for it. */
export class Shards<V> {
  private readonly parts: Map<string, V>[] = Array.from({ length: SHARDS }, () => new Map<string, V>());
  size = 0;

  get(key: string): V | undefined {
    return this.part(key).get(key);
  }

  has(key: string): boolean {
    return this.part(key).has(key);
  }

  set(key: string, value: V): void {
    const part = this.part(key);
    this.size -= part.size;
    part.set(key, value);
    this.size += part.size;
  }

  delete(key: string): void {
    if (this.part(key).delete(key)) this.size--;
  }

  /** Part by part, in each in order of arrival: the same after everything was put in again in this order. */
  *keys(): Generator<string> {
    for (const part of this.parts) yield* part.keys();
  }

  *values(): Generator<V> {
    for (const part of this.parts) yield* part.values();
  }

  protected part(key: string): Map<string, V> {
    return this.parts[hashString(key) % SHARDS] as Map<string, V>;
  }
}
