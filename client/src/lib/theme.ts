import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { prefs } from './prefs.js';
import type { Theme } from './prefs.js';

const lightQuery = (): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: light)') : null);

/** Paper is light; charts and maps, which hold their colours, are drawn again for it. */
let printing = false;

export function resolvedTheme(): Theme {
  if (printing) return 'light';
  const { theme } = prefs.get();
  if (theme !== 'auto') return theme;
  return lightQuery()?.matches === true ? 'light' : 'dark';
}

function subscribe(listener: () => void): () => void {
  const query = lightQuery();
  const stop = prefs.subscribe(listener);
  query?.addEventListener('change', listener);
  const print = (on: boolean) => (): void => {
    printing = on;
    // The paper is laid out as soon as this returns.
    flushSync(listener);
  };
  const [begin, end] = [print(true), print(false)];
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    stop();
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
    query?.removeEventListener('change', listener);
  };
}

/** Keeps `<html data-theme>` in step with the choice and the system; call once at start. */
export function applyTheme(): () => void {
  const apply = (): void => void (document.documentElement.dataset['theme'] = resolvedTheme());
  apply();
  return subscribe(apply);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, resolvedTheme);
}

/** Canvas and SVG libraries cannot read CSS variables: they ask here, again after every theme change. */
export function readToken(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
