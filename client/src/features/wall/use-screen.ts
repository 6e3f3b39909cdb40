import { useEffect } from 'react';

const CHECK_MS = 5 * 60_000;

/** The lock ends whenever the page is hidden, so it is asked for again on each return. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const take = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) void lock.release();
      } catch {
        // Refused on low battery or without TLS: the screen's own settings then decide.
      }
    };
    const again = (): void => void take();
    again();
    document.addEventListener('visibilitychange', again);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, []);
}

const entryOf = (html: Document): string | null => html.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;

/** Nobody presses reload on a wall: a new build is noticed by the name of its entry script. */
export function useNewBuild(): void {
  useEffect(() => {
    const check = async (): Promise<void> => {
      const response = await fetch('/index.html', { cache: 'no-cache' });
      if (!response.ok) return;
      const served = entryOf(new DOMParser().parseFromString(await response.text(), 'text/html'));
      if (served !== null && served !== entryOf(document)) location.reload();
    };
    const timer = setInterval(() => void check().catch(() => undefined), CHECK_MS);
    return () => clearInterval(timer);
  }, []);
}

/** The screen hangs in a dark room or in a bright hall, whatever the computer behind it prefers. */
export function useScreenTheme(theme: 'dark' | 'light'): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset['theme'];
    root.dataset['theme'] = theme;
    return () => {
      if (before !== undefined) root.dataset['theme'] = before;
    };
  }, [theme]);
}
