import { queryOptions, useQuery } from '@tanstack/react-query';
import { IncidentSummary } from '@tocsin/shared/incidents';
import { page, type IncidentId } from '@tocsin/shared/kernel';
import { http } from './http.js';

const MINUTE = 60_000;

/** What lists need to name an incident they only know by its id. */
export const incidentDirectoryQuery = queryOptions({
  queryKey: ['incident-directory'],
  queryFn: async ({ signal }) => (await http.get('/incidents', page(IncidentSummary), { signal, query: { limit: 200 } })).items,
  staleTime: MINUTE,
});

export type NamedIncident = Pick<IncidentSummary, 'id' | 'no' | 'title' | 'severity'>;

/** Finds an incident by its id; null while unknown, or for nobody's eyes. */
export function useIncidentDirectory(): (id: IncidentId | null) => NamedIncident | null {
  const { data } = useQuery(incidentDirectoryQuery);
  return (id) => (id === null ? null : (data?.find((incident) => incident.id === id) ?? null));
}
