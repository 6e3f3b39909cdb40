export const FEED_LIMIT = 200;

export interface FeedView<T> {
  shown: readonly T[];
  /** How many newer items wait behind the bar. */
  waiting: number;
}

/**
 * What the reader sees when `items` (newest first) have moved on: while they read, nothing above the newest item they saw appears.
 * In a flood that item drops out of the list; then what was shown stays, and all of the list waits.
 */
export function freeze<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  topId: string | null,
  shownBefore: readonly T[] = [],
): FeedView<T> {
  const capped = items.slice(0, FEED_LIMIT);
  if (topId === null) return { shown: capped, waiting: 0 };
  const at = items.findIndex((item) => idOf(item) === topId);
  if (at === -1 && shownBefore.length > 0) return { shown: shownBefore, waiting: capped.length };
  if (at <= 0) return { shown: capped, waiting: 0 };
  return { shown: items.slice(at, at + FEED_LIMIT), waiting: at };
}
