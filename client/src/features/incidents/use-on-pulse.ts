import type { StreamId } from '@tocsin/shared/live';
import { useEffect, useRef } from 'react';
import { usePulse } from '../../live/index.js';

/** Runs after a pulse at once, then at most every so often while they go on; a steady stream must not put it off for ever. */
export function useOnPulse(stream: StreamId, everyMs: number, run: () => void): void {
  const at = usePulse(stream)?.at;
  const ran = useRef(0);
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  useEffect(() => {
    if (at === undefined) return;
    const timer = setTimeout(
      () => {
        ran.current = Date.now();
        newest.current();
      },
      Math.max(0, ran.current + everyMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [at, everyMs]);
}
