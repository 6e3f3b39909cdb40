import type { Connection } from '@tocsin/shared/live';
import { useCallback, useSyncExternalStore } from 'react';
import { useLive } from './live-provider.js';

/** `{ state, latencyMs, since, problem }` of the live connection. */
export function useConnection(): Connection {
  const live = useLive();
  const subscribe = useCallback((onChange: () => void) => live.subscribe(onChange), [live]);
  return useSyncExternalStore(subscribe, () => live.connection);
}
