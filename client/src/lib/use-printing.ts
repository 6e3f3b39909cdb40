import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * True from the moment a print is asked for until it is over. The browser lays the paper out as soon as `beforeprint` returns, so what is
 * drawn differently on paper must stand by then: the change is flushed, not scheduled.
 */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
