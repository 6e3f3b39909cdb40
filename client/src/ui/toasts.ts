import { useSyncExternalStore } from 'react';

export const UNDO_MS = 8_000;
const PLAIN_MS = 4_500;

export interface Toast {
  id: number;
  tone: 'ok' | 'error' | 'info';
  text: string;
  undo?: () => void;
  /** Errors stay until dismissed. */
  lastsMs: number | null;
}

let list: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

function publish(next: readonly Toast[]): void {
  list = next;
  for (const tell of listeners) tell();
}

function arm(toast: Toast): void {
  if (toast.lastsMs !== null)
    timers.set(
      toast.id,
      setTimeout(() => toasts.dismiss(toast.id), toast.lastsMs),
    );
}

function add(toast: Omit<Toast, 'id'>): number {
  const made = { ...toast, id: nextId++ };
  publish([...list, made].slice(-4));
  arm(made);
  return made.id;
}

/** One store for the page: any module may speak, one region shows it. */
export const toasts = {
  ok: (text: string): number => add({ tone: 'ok', text, lastsMs: PLAIN_MS }),
  info: (text: string): number => add({ tone: 'info', text, lastsMs: PLAIN_MS }),
  error: (text: string): number => add({ tone: 'error', text, lastsMs: null }),
  /** Says what was done and offers to take it back for eight seconds. */
  undoable: (text: string, undo: () => void): number => add({ tone: 'ok', text, undo, lastsMs: UNDO_MS }),
  dismiss(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    publish(list.filter((toast) => toast.id !== id));
  },
  /** The newest thing that can still be taken back, for the `Z` key. */
  undoNewest(): boolean {
    const toast = list.findLast((one) => one.undo !== undefined);
    if (toast === undefined) return false;
    toasts.dismiss(toast.id);
    toast.undo?.();
    return true;
  },
  /** A pointer or focus on the region must not race the clock. */
  hold(): void {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  },
  release(): void {
    for (const toast of list) if (!timers.has(toast.id)) arm(toast);
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => list);
