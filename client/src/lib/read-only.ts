import { useSyncExternalStore } from 'react';

let closed = false;
const listeners = new Set<() => void>();

/** Whether nothing may be written: the page has lost its server, and what it shows may be old. The shell sets it, buttons and calls ask. */
export const readOnly = {
  get: (): boolean => closed,
  set(next: boolean): void {
    if (next === closed) return;
    closed = next;
    for (const tell of listeners) tell();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useReadOnly = (): boolean => useSyncExternalStore(readOnly.subscribe, readOnly.get);
