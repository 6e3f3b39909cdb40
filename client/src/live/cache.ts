import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { fold, type LiveClient, type LiveEvent, type Pulse, type Reduced, type Reducer, STALE, type StreamId } from '@tocsin/shared/live';
import { useStream } from './use-stream.js';

/** Which cached answers an event or a pulse changes, and how. A key is a prefix: every query under it is reduced. */
export interface CacheBinding {
  readonly key: QueryKey;
  readonly onEvent: (data: unknown, event: LiveEvent) => Reduced<unknown>;
  readonly onPulse?: (data: unknown, pulse: Pulse) => unknown;
}

/** Ties a reducer to the queries whose data it understands. */
export function binding<T>(key: QueryKey, reduce: Reducer<T>, pulse?: (snapshot: T, pulse: Pulse) => T): CacheBinding {
  return {
    key,
    onEvent: (data, event) => reduce(data as T, event),
    ...(pulse ? { onPulse: (data: unknown, numbers: Pulse) => pulse(data as T, numbers) } : {}),
  };
}

export function applyEvent(cache: QueryClient, bindings: readonly CacheBinding[], event: LiveEvent): void {
  update(cache, bindings, ({ onEvent }, data) => onEvent(data, event));
}

export function applyPulse(cache: QueryClient, bindings: readonly CacheBinding[], pulse: Pulse): void {
  update(cache, bindings, ({ onPulse }, data) => (onPulse ? onPulse(data, pulse) : data));
}

export function readAnew(cache: QueryClient, bindings: readonly CacheBinding[]): void {
  for (const { key } of bindings) void cache.invalidateQueries({ queryKey: key });
}

function update(cache: QueryClient, bindings: readonly CacheBinding[], next: (one: CacheBinding, data: unknown) => unknown): void {
  for (const one of bindings) {
    for (const [queryKey, data] of cache.getQueriesData({ queryKey: one.key })) {
      if (data === undefined) continue;
      const changed = next(one, data);
      if (changed === STALE) void cache.invalidateQueries({ queryKey, exact: true });
      else if (changed !== data) cache.setQueryData(queryKey, changed);
    }
  }
}

/**
 * A fetcher for `queryFn`: what came over the wire while the answer was on its way is laid over it, for the answer replaces
 * whatever those events had already changed in the cache.
 */
export async function freshened<T>(live: LiveClient, stream: StreamId, reduce: Reducer<T>, fetch: () => Promise<T>): Promise<T> {
  const folded = fold(await fetch(), live.history(stream), reduce);
  return folded === STALE ? fetch() : folded;
}

/** Keeps the bound queries as new as the stream. `bindings` should keep their identity between renders. */
export function useLiveCache(stream: StreamId | null, bindings: readonly CacheBinding[], afterSeq?: number): void {
  const cache = useQueryClient();
  useStream(stream, {
    afterSeq,
    onEvent: (event) => applyEvent(cache, bindings, event),
    onPulse: (pulse) => applyPulse(cache, bindings, pulse),
    onReset: () => readAnew(cache, bindings),
  });
}
