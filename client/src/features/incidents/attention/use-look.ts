import type { IncidentDetail } from '@tocsin/shared/incidents';
import { useEffect, useRef } from 'react';
import { useReadOnly } from '../../../lib/read-only.js';
import { useLookAt } from './api.js';

const SETTLE_MS = 1_500;

/** While its war room is open and the window is in sight, what an incident tells counts as read. */
export function useLook(incident: IncidentDetail | undefined, id: IncidentDetail['id'], ready: boolean): void {
  const { mutate } = useLookAt(id);
  const offline = useReadOnly();
  const told = useRef(-1);
  const seq = incident?.lastSeq ?? -1;
  useEffect(() => {
    if (seq < 0 || !ready || offline) return;
    const look = (): void => {
      if (document.visibilityState !== 'visible' || told.current >= seq) return;
      told.current = seq;
      mutate({ seq });
    };
    const timer = setTimeout(look, told.current < 0 ? 0 : SETTLE_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [seq, ready, offline, mutate]);
}
