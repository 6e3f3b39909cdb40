import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  isUnderWay,
  ReclusterDifferences,
  ReclusterRun,
  ReclusterRuns,
  type IncludeDeclared,
  type ReclusterDifferencesQuery,
  type StartRecluster,
} from '@tocsin/shared/clustering';
import { http } from '../../../lib/http.js';
import { readGroupsAnew } from '../api.js';

const PATH = '/clustering/recluster-runs';
const RUNS = ['recluster-runs'];
const POLL_MS = 1_000;
const SHOWN = 20;
const PAGE = 50;

export const runsQuery = queryOptions({
  queryKey: RUNS,
  queryFn: ({ signal }) => http.get(PATH, ReclusterRuns, { signal, query: { limit: SHOWN } }),
  refetchInterval: ({ state }) => (state.data?.items.some((run) => isUnderWay(run.state)) ? POLL_MS : false),
});

export type Applied = NonNullable<ReclusterDifferencesQuery['applied']>;
/** Compared again, a run has other differences: its fingerprint is part of the key. */
export const differencesQuery = ({ id, fingerprint }: Pick<ReclusterRun, 'id' | 'fingerprint'>, applied: Applied) =>
  infiniteQueryOptions({
    queryKey: ['recluster-differences', id, fingerprint, applied],
    queryFn: ({ pageParam, signal }) =>
      http.get(`${PATH}/${id}/differences`, ReclusterDifferences, { signal, query: { applied, limit: PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: StartRecluster) => http.post(PATH, body, ReclusterRun),
    onSettled: () => client.invalidateQueries({ queryKey: RUNS }),
  });
}

/** Takes ways out of declared incidents into the preview, which is compared again. */
export function useInclude(run: ReclusterRun) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<IncludeDeclared, 'fingerprint'>) =>
      http.post(`${PATH}/${run.id}/include`, { ...body, fingerprint: run.fingerprint }, ReclusterRun),
    onSettled: () => client.invalidateQueries({ queryKey: RUNS }),
  });
}

export type Deed = 'accept' | 'discard' | 'cancel' | 'compare';
/** Read anew also when it was refused: then the run is no longer what was shown. */
export function useDeed(run: ReclusterRun) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, reason }: { deed: Deed; reason?: string }) => {
      const body = deed === 'compare' ? {} : deed === 'accept' ? { reason, fingerprint: run.fingerprint } : { reason };
      return http.post(`${PATH}/${run.id}/${deed}`, body, ReclusterRun);
    },
    onSettled: (_run, error, { deed }) => {
      if (deed === 'accept' && error === null) readGroupsAnew(client);
      return client.invalidateQueries({ queryKey: RUNS });
    },
  });
}
