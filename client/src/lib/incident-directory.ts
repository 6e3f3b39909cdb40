import { queryOptions, useQuery } from '@tanstack/react-query';
import { IncidentSummary, SEGMENTS } from '@tocsin/shared/incidents';
import { page, type IncidentId } from '@tocsin/shared/kernel';
import { http } from './http.js';

const MINUTE = 60_000;
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
});

export type NamedIncident = Pick<IncidentSummary, 'id' | 'no' | 'title' | 'severity'>;

/** Finds an incident by its id; null while unknown, or for nobody's eyes. */
export function useIncidentDirectory(): (id: IncidentId | null) => NamedIncident | null {
  const { data } = useQuery(incidentDirectoryQuery);
  return (id) => (id === null ? null : (data?.find((incident) => incident.id === id) ?? null));
}
