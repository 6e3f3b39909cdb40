import type { Group } from './store/group.js';

type Links = Map<string, Set<string>>;

function link(links: Links, a: string, b: string): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const set = links.get(from) ?? new Set<string>();
    set.add(to);
    links.set(from, set);
  }
}

/** What people decided. Holds for documents by id, also for those that have not arrived or already left memory, and for pairs of groups. */
export class Constraints {
  must: Links = new Map();
  cannot: Links = new Map();
  /** Pairs of groups that people parted or whose merging they refused. */
  apart: Links = new Map();
  /** Documents of groups that people refused to split. No link: they may still part for other reasons. */
  together: Links = new Map();
  /** Where each bound document is; only documents that carry a constraint are listed. */
  readonly places = new Map<string, string>();
  private readonly bound = new Map<string, Set<string>>();

  mustLink(a: string, b: string): void {
    link(this.must, a, b);
  }
  cannotLink(a: string, b: string): void {
    link(this.cannot, a, b);
  }
  part(a: Group, b: Group): void {
    if (a !== b) link(this.apart, a.id, b.id);
  }
  /** People want a group to stay whole: the split between these two sets of its documents isn't proposed again. */
  keep(leaving: readonly string[], staying: readonly string[]): void {
    for (const a of leaving) for (const b of staying) link(this.together, a, b);
  }
  keptTogether(leaving: ReadonlySet<string>, staying: readonly string[]): boolean {
    return this.together.size > 0 && staying.some((id) => [...(this.together.get(id) ?? [])].some((other) => leaving.has(other)));
  }
  unpart(a: Group, b: Group): void {
    this.apart.get(a.id)?.delete(b.id);
    this.apart.get(b.id)?.delete(a.id);
  }

  isBound(id: string): boolean {
    return this.must.has(id) || this.cannot.has(id);
  }

  binds(group: Group): boolean {
    return (this.bound.get(group.id)?.size ?? 0) > 0 || (this.apart.get(group.id)?.size ?? 0) > 0;
  }

  placed(id: string, group: Group): void {
    if (!this.isBound(id)) return;
    const old = this.places.get(id);
    if (old !== undefined) this.bound.get(old)?.delete(id);
    this.places.set(id, group.id);
    const ids = this.bound.get(group.id) ?? new Set<string>();
    ids.add(id);
    this.bound.set(group.id, ids);
  }

  merged(from: Group, into: Group): void {
    for (const id of [...(this.bound.get(from.id) ?? [])]) this.placed(id, into);
    this.bound.delete(from.id);
    for (const other of this.apart.get(from.id) ?? []) {
      this.apart.get(other)?.delete(from.id);
      if (other !== into.id) link(this.apart, into.id, other);
    }
    this.apart.delete(from.id);
  }

  /** All documents that must stay with this one, itself included. */
  closure(id: string): string[] {
    const seen = new Set([id]);
    for (const next of seen) for (const other of this.must.get(next) ?? []) seen.add(other);
    return [...seen];
  }

  /** Group in which a document bound to this one already sits. */
  placeFor(id: string): string | undefined {
    if (!this.must.has(id)) return undefined;
    for (const other of this.closure(id)) {
      const place = other === id ? undefined : this.places.get(other);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  mayEnter(id: string, group: Group): boolean {
    if (this.cannot.size === 0) return true;
    for (const member of this.closure(id))
      for (const other of this.cannot.get(member) ?? []) if (this.places.get(other) === group.id) return false;
    return true;
  }

  areApart(a: Group, b: Group): boolean {
    return this.apart.get(a.id)?.has(b.id) ?? false;
  }

  /** Members of a group that people parted from a document. */
  partedFrom(id: string, group: Group): string[] {
    return this.closure(id).flatMap((one) => [...(this.cannot.get(one) ?? [])].filter((other) => this.places.get(other) === group.id));
  }

  mayMerge(a: Group, b: Group): boolean {
    if (this.apart.get(a.id)?.has(b.id)) return false;
    for (const id of this.bound.get(a.id) ?? [])
      for (const other of this.cannot.get(id) ?? []) if (this.places.get(other) === b.id) return false;
    return true;
  }

  toJSON(): unknown {
    const flat = (links: Links): [string, string[]][] => [...links].map(([id, set]) => [id, [...set]]);
    return {
      must: flat(this.must),
      cannot: flat(this.cannot),
      apart: flat(this.apart),
      together: flat(this.together),
      places: [...this.places],
      bound: flat(this.bound),
    };
  }

  load(data: {
    must: [string, string[]][];
    cannot: [string, string[]][];
    apart: [string, string[]][];
    together: [string, string[]][];
    places: [string, string][];
    bound: [string, string[]][];
  }): void {
    const links = (rows: [string, string[]][]): Links => new Map(rows.map(([id, set]) => [id, new Set(set)]));
    this.must = links(data.must);
    this.cannot = links(data.cannot);
    this.apart = links(data.apart);
    this.together = links(data.together);
    for (const [id, place] of data.places) this.places.set(id, place);
    for (const [id, set] of data.bound) this.bound.set(id, new Set(set));
  }
}
