/**
 * A map that remembers the latest `limit / 2` keys at least and `limit` at most. Keys in use are carried over into the young half; when that
 * is full the old half is forgotten at once, which costs less than keeping all of them in order of use.
 */
export class TwoAges<V> {
  private young = new Map<number, V>();
  private old = new Map<number, V>();

  constructor(
    private readonly limit: number,
    private readonly onForget: (key: number) => void = () => undefined,
  ) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  get(key: number): V | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  set(key: number, value: V): void {
    this.old.delete(key);
    this.young.set(key, value);
    if (this.young.size * 2 < this.limit) return;
    for (const gone of this.old.keys()) this.onForget(gone);
    this.old = this.young;
    this.young = new Map();
  }

  entries(): [[number, V][], [number, V][]] {
    return [[...this.young], [...this.old]];
  }

  load([young, old]: [Iterable<[number, V]>, Iterable<[number, V]>]): void {
    this.young = new Map(young);
    this.old = new Map(old);
  }
}
