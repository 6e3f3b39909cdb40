import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export type PublicPath = '/c/new' | '/c/done' | '/c/track';

/** Three pages need no router library. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname.replace(/\/+$/, ''));

export function go(path: PublicPath, search = ''): void {
  history.pushState(null, '', `${path}${search}`);
  tell();
  window.scrollTo(0, 0);
}

export function replace(path: PublicPath): void {
  history.replaceState(null, '', path);
  tell();
}
