import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { IncidentSummary, SEGMENTS } from '@tocsin/shared/incidents';
import { page, type IncidentId } from '@tocsin/shared/kernel';
import { useEffect, useState } from 'react';
import { http } from './http.js';

const MINUTE = 60_000;
/** An incident that is not in the list may have come after it was read; asked for again, but not for each row of a table. */
const ASK_AGAIN_MS = 3_000;
const PAGE = 200;
const OPEN = [...SEGMENTS.active, ...SEGMENTS.watching];
const OVER = [...SEGMENTS.after, ...SEGMENTS.dismissed];

const read = (signal: AbortSignal, state: readonly string[], cursor: string | null) =>
  http.get('/incidents', page(IncidentSummary), { signal, query: { limit: PAGE, state, cursor } });

async function everyOpen(signal: AbortSignal): Promise<IncidentSummary[]> {
  const open: IncidentSummary[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await read(signal, OPEN, cursor);
    open.push(...items);
    cursor = nextCursor;
  } while (cursor !== null);
  return open;
}

/** All that is not over, however old it is, and the newest of what is. */
export async function readIncidents(signal: AbortSignal): Promise<IncidentSummary[]> {
  const [open, over] = await Promise.all([everyOpen(signal), read(signal, OVER, null)]);
  return [...open, ...over.items];
}

/** What lists need to name an incident they only know by its id. */
export const incidentDirectoryQuery = queryOptions({
  queryKey: ['incident-directory'],
  queryFn: ({ signal }) => readIncidents(signal),
  staleTime: MINUTE,
  // Just after a restart the first question may fail; nothing else would ask it again.
  refetchInterval: ({ state }) => (state.status === 'error' ? ASK_AGAIN_MS : false),
});

export type NamedIncident = Pick<IncidentSummary, 'id' | 'no' | 'title' | 'severity'>;

export interface IncidentNames {
  /** Null while unknown, or for nobody's eyes. */
  named: (id: IncidentId | null) => NamedIncident | null;
  /** No answer yet: what is unknown now may have a name in a moment. */
  waiting: boolean;
}

export function useIncidentDirectory(): IncidentNames {
  const { data, isPending, isError } = useQuery(incidentDirectoryQuery);
  return {
    named: (id) => (id === null ? null : (data?.find((incident) => incident.id === id) ?? null)),
    waiting: isPending || (isError && data === undefined),
  };
}

/** One incident by its id. A list that does not know it may be older than the incident: it is read anew, once. */
export function useNamedIncident(id: IncidentId | null): { incident: NamedIncident | null; waiting: boolean } {
  const client = useQueryClient();
  const { named, waiting } = useIncidentDirectory();
  const [asked, setAsked] = useState(false);
  const incident = named(id);
  const missing = id !== null && incident === null && !waiting;
  useEffect(() => {
    if (!missing || asked) return;
    let here = true;
    const timer = setTimeout(() => {
      const fresh = client.fetchQuery({ ...incidentDirectoryQuery, staleTime: ASK_AGAIN_MS });
      void fresh.catch(() => undefined).then(() => here && setAsked(true));
    }, ASK_AGAIN_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [missing, asked, client]);
  return { incident, waiting: (id !== null && waiting) || (missing && !asked) };
}
