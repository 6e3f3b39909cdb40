import { queryOptions } from '@tanstack/react-query';
import { IncidentSituation, Overview } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { http } from '../../lib/http.js';

export const POLL_MS = 5_000;
const HOURS = 6;
/** A screen on a wall is in the background more often than not, and must move all the same. */
export const ALIVE = { refetchInterval: POLL_MS, refetchIntervalInBackground: true, staleTime: 0, retry: false } as const;

export const wallQuery = (token: string) =>
  queryOptions({
    queryKey: ['wall', token],
    queryFn: ({ signal }) => http.get(`/public/wall/${encodeURIComponent(token)}`, Overview, { signal, timeoutMs: 15_000 }),
    ...ALIVE,
  });

export const wallSituationQuery = (token: string, id: IncidentId) =>
  queryOptions({
    queryKey: ['wall', token, id],
    queryFn: ({ signal }) =>
      http.get(`/public/wall/${encodeURIComponent(token)}/incidents/${id}/situation`, IncidentSituation, {
        signal,
        query: { hours: HOURS },
        timeoutMs: 15_000,
      }),
    ...ALIVE,
  });
