import { useSyncExternalStore } from 'react';

/** `offline`: the page has lost its server, and what it shows may be old. `server`: the server itself takes nothing. */
export type ReadOnlyReason = 'offline' | 'server';

let reason: ReadOnlyReason | null = null;
const listeners = new Set<() => void>();

/** Why nothing may be written; null as a rule. The shell sets it, buttons and calls ask. */
export const readOnly = {
  get: (): ReadOnlyReason | null => reason,
  set(next: ReadOnlyReason | null): void {
    if (next === reason) return;
    reason = next;
    for (const tell of listeners) tell();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useReadOnly = (): ReadOnlyReason | null => useSyncExternalStore(readOnly.subscribe, readOnly.get);
