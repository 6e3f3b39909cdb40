import { useSyncExternalStore } from 'react';

export const BREAKPOINT = { strip: '(width < 1400px)', column: '(width < 1024px)', phone: '(width < 640px)' } as const;

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}
