import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  DemandGroups,
  IncidentDetail,
  IncidentNote,
  IncidentSituation,
  IncidentSummary,
  Overview,
  SEGMENTS,
  type AddNote,
  type AssignCommander,
  type ChangeSeverity,
  type DeclareIncident,
  type IncidentCore,
  type MoveIncident,
  type RenameIncident,
} from '@tocsin/shared/incidents';
import { IncidentId, incidentNoOf, page } from '@tocsin/shared/kernel';
import {
  incidentStream,
  LiveEvent,
  OVERVIEW,
  pulseIncident,
  pulseIncidents,
  pulseOverview,
  reduceIncident,
  reduceIncidents,
  reduceOverview,
  reduceTimeline,
  type LiveClient,
} from '@tocsin/shared/live';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { binding, freshened, useLive, useLiveCache } from '../../live/index.js';
import { http } from '../../lib/http.js';
import { incidentDirectoryQuery, readIncidents } from '../../lib/incident-directory.js';
import { isProblem } from '../../lib/problem-error.js';
import { withRequestKey } from '../../lib/request-key.js';
import { changesBetween, type IncidentChange } from './changes.rules.js';
import { pulseSituation } from './feed.rules.js';

export type SegmentName = keyof typeof SEGMENTS;

/** Answers are laid under what the stream told while they were on their way, so a slow answer never takes an event back. */
export const incidentsQuery = (live: LiveClient) =>
  queryOptions({
    queryKey: ['incidents'],
    queryFn: ({ signal }) => freshened<IncidentSummary[]>(live, OVERVIEW, reduceIncidents, () => readIncidents(signal)),
  });
export const overviewQuery = (live: LiveClient) =>
  queryOptions({
    queryKey: ['overview'],
    queryFn: ({ signal }) => freshened(live, OVERVIEW, reduceOverview, () => http.get('/overview', Overview, { signal })),
  });
export const incidentQuery = (live: LiveClient, id: IncidentId) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) =>
      freshened(live, incidentStream(id), reduceIncident, () => http.get(`/incidents/${id}`, IncidentDetail, { signal })),
  });
export const situationQuery = (id: IncidentId, hours: number | null) =>
  queryOptions({
    queryKey: ['incident-situation', id, hours],
    queryFn: ({ signal }) => http.get(`/incidents/${id}/situation`, IncidentSituation, { signal, query: hours === null ? {} : { hours } }),
  });

export const demandGroupsQuery = (id: IncidentId) =>
  queryOptions({
    queryKey: ['incident-demands', id],
    queryFn: ({ signal }) => http.get(`/incidents/${id}/demands`, DemandGroups, { signal }),
  });

const EVENTS_PAGE = 200;
async function allEvents(id: IncidentId, signal: AbortSignal): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  for (;;) {
    const query = { afterSeq: events.at(-1)?.seq ?? 0, limit: EVENTS_PAGE };
    const { items } = await http.get(`/incidents/${id}/events`, page(LiveEvent), { signal, query });
    events.push(...items);
    if (items.length < EVENTS_PAGE) return events;
  }
}
export const eventsQuery = (live: LiveClient, id: IncidentId) =>
  queryOptions({
    queryKey: ['incident-events', id],
    queryFn: ({ signal }) => freshened<LiveEvent[]>(live, incidentStream(id), reduceTimeline, () => allEvents(id, signal)),
  });

const byId = (id: string, signal: AbortSignal): Promise<IncidentSummary | null> =>
  http.get(`/incidents/${id}`, IncidentDetail, { signal }).catch((error: unknown) => {
    if (isProblem(error, 'resource/not-found')) return null;
    throw error;
  });

/** People speak of `INC-2026-0042`, lists leave out the `INC`, programs know the id; the address takes all three. */
export function useIncidentByNo(named: string): {
  incident: IncidentSummary | null;
  isLoading: boolean;
  error: unknown;
  retry: () => void;
} {
  const list = useQuery(incidentsQuery(useLive()));
  const no = incidentNoOf(named) ?? named;
  const known = list.data?.find((incident) => incident.no === no || incident.id === no) ?? null;
  const found = useQuery({
    queryKey: ['incident-no', no],
    queryFn: async ({ signal }) =>
      IncidentId.safeParse(no).success
        ? byId(no, signal)
        : ((await http.get('/incidents', page(IncidentSummary), { signal, query: { q: no, limit: 10 } })).items.find(
            (one) => one.no === no || one.absorbed?.includes(no),
          ) ?? null),
    enabled: list.isSuccess && known === null,
  });
  return {
    incident: known ?? found.data ?? null,
    isLoading: list.isLoading || found.isLoading,
    error: list.error ?? found.error,
    retry: () => void (list.isError ? list.refetch() : found.refetch()),
  };
}

const OVERVIEW_BINDINGS = [
  binding<IncidentSummary[]>(['incidents'], reduceIncidents, pulseIncidents),
  // Lists that only know an incident by its id must call it by its new name, too.
  binding<IncidentSummary[]>(incidentDirectoryQuery.queryKey, reduceIncidents),
  binding<Overview>(['overview'], reduceOverview, pulseOverview),
];
export const useLiveOverview = (): void => useLiveCache(OVERVIEW, OVERVIEW_BINDINGS);

export function useLiveIncident(detail: IncidentDetail | undefined): void {
  const id = detail?.id;
  const bindings = useMemo(
    () =>
      id === undefined
        ? []
        : [
            binding<IncidentDetail>(['incident', id], reduceIncident, pulseIncident),
            binding<IncidentSituation>(['incident-situation', id], (situation) => situation, pulseSituation),
            binding<LiveEvent[]>(['incident-events', id], reduceTimeline),
          ],
    [id],
  );
  useLiveCache(id === undefined ? null : incidentStream(id), bindings, detail?.lastSeq);
}

function learn(client: QueryClient, incident: IncidentDetail): void {
  client.setQueryData<IncidentDetail>(['incident', incident.id], incident);
  for (const queryKey of [['incidents'], incidentDirectoryQuery.queryKey])
    client.setQueryData<IncidentSummary[]>(queryKey, (list) =>
      list?.map((known) => (known.id === incident.id ? { ...known, ...incident } : known)),
    );
}

const LOG_PAGE = 200;
const LOG_PAGES = 5;
/** What happened since; of a very long absence the beginning only, where the names are then missing. */
async function eventsAfter(id: IncidentId, seq: number): Promise<LiveEvent[]> {
  const found: LiveEvent[] = [];
  for (let i = 0; i < LOG_PAGES; i++) {
    const query = { afterSeq: found.at(-1)?.seq ?? seq, limit: LOG_PAGE };
    const { items } = await http.get(`/incidents/${id}/events`, page(LiveEvent), { query });
    found.push(...items);
    if (items.length < LOG_PAGE) break;
  }
  return found;
}

/** Tells the server which version was read; numbers that moved meanwhile are no conflict, decisions of others are. */
async function decide(
  path: string,
  body: unknown,
  read: IncidentDetail,
  learnt: (fresh: IncidentDetail, log: readonly LiveEvent[]) => void,
): Promise<IncidentDetail> {
  for (let seen = read; ;) {
    try {
      const ifMatch = `"${seen.version}"`;
      return await withRequestKey([path, body, ifMatch], (idempotencyKey) =>
        http.post(path, body, IncidentDetail, { idempotencyKey, ifMatch }),
      );
    } catch (error) {
      if (!isProblem(error, 'request/precondition-failed')) throw error;
      seen = await http.get(`/incidents/${read.id}`, IncidentDetail);
      learnt(seen, await eventsAfter(read.id, read.lastSeq));
      if (changesBetween(read, seen).length > 0) throw error;
    }
  }
}

/** `seen`: the incident as it was when this was opened, or as it is since the last conflict was shown. */
function useCommand<B>(incident: IncidentDetail, verb: string) {
  const client = useQueryClient();
  const [seen, setSeen] = useState(incident);
  const [changes, setChanges] = useState<readonly IncidentChange[]>([]);
  const learnt = (fresh: IncidentDetail, log: readonly LiveEvent[]): void => {
    learn(client, fresh);
    setChanges(changesBetween(seen, fresh, log));
    setSeen(fresh);
  };
  const mutation = useMutation({
    mutationFn: (body: B) => decide(`/incidents/${incident.id}/${verb}`, body, seen, learnt),
    onSuccess: (done) => learn(client, done),
  });
  const outdated = isProblem(mutation.error, 'request/precondition-failed') && changes.length > 0;
  // The list of changes says what happened and what to do; the problem's own sentence would say something else beside it.
  return { ...mutation, error: outdated ? null : mutation.error, changes: outdated ? changes : [] };
}
export const useMoveIncident = (incident: IncidentDetail) => useCommand<z.input<typeof MoveIncident>>(incident, 'moves');
export const useChangeSeverity = (incident: IncidentDetail) => useCommand<z.input<typeof ChangeSeverity>>(incident, 'severity');
export const useRenameIncident = (incident: IncidentDetail) => useCommand<z.input<typeof RenameIncident>>(incident, 'rename');
export const useAssignCommander = (incident: IncidentDetail) => useCommand<z.input<typeof AssignCommander>>(incident, 'commander');
export const useAddNote = (id: IncidentId) =>
  useMutation({
    mutationFn: (body: z.input<typeof AddNote>) =>
      withRequestKey([id, body], (idempotencyKey) => http.post(`/incidents/${id}/notes`, body, IncidentNote, { idempotencyKey })),
  });
export function useDeclareIncident() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof DeclareIncident>) =>
      withRequestKey(['/incidents', body], (idempotencyKey) => http.post('/incidents', body, IncidentDetail, { idempotencyKey })),
    // Its groups belong to it now, and so do their complaints.
    onSuccess: () =>
      Promise.all(
        ['incidents', 'groups', 'group', 'complaint', 'complaint-count'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

export const segmentOf = (incident: IncidentCore): SegmentName =>
  (Object.keys(SEGMENTS) as SegmentName[]).find((name) => (SEGMENTS[name] as readonly string[]).includes(incident.state)) ?? 'active';
