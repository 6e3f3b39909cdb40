import type { Principal } from '@tocsin/shared/identity';
import type { Clock } from '../platform/clock/clock.js';

interface Entry {
  principal: Promise<Principal | null>;
  /** The same once it is there. */
  found: Principal | null;
  until: number;
}

// A notice of change empties the cache at once; this bounds the harm while notices cannot get through.
const LIFE_MS = 2_000;
const MOST = 10_000;

/** Spares a busy key one query a request. Requests that come together share one look-up. */
export class PrincipalCache {
  private entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  get(key: string, load: () => Promise<Principal | null>): Promise<Principal | null> {
    const now = this.clock.ms();
    const known = this.entries.get(key);
    if (known && known.until > now) return known.principal;
    const principal = load();
    const entries = this.entries;
    entries.delete(key);
    if (entries.size >= MOST) entries.delete(entries.keys().next().value as string);
    const entry: Entry = { principal, found: null, until: now + LIFE_MS };
    entries.set(key, entry);
    const forget = (): void => {
      if (entries.get(key)?.principal === principal) entries.delete(key);
    };
    principal.then((found) => (entry.found = found) ?? forget(), forget);
    return principal;
  }

  /** Null for what has to be asked for with `get`. */
  settled(key: string): Principal | null {
    const known = this.entries.get(key);
    return known && known.until > this.clock.ms() ? known.found : null;
  }

  /** A look-up that began before the change ends in the map that is thrown away here, so its stale answer is not kept. */
  clear(): void {
    this.entries = new Map();
  }
}
