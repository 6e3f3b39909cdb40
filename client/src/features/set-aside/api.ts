import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ClusteringHealth, MOST_RETRIES_AT_ONCE, SetAsidePage, SetAsideRetried, type SetAsideStage } from '@tocsin/shared/clustering';
import { http } from '../../lib/http.js';

const PAGE = 100;
/** Nothing is told over the live connection while nothing moves, so these ask by themselves. */
const REFRESH_MS = 10_000;
const WHILE_RETRYING_MS = 2_000;
const LIST = ['set-aside'];
const HEALTH = ['clustering-health'];

/** As it stands in the address. */
export interface SetAsideFilter {
  state?: 'resolved' | undefined;
  stage?: SetAsideStage | undefined;
}

export const healthQuery = queryOptions({
  queryKey: HEALTH,
  queryFn: ({ signal }) => http.get('/clustering/health', ClusteringHealth, { signal }),
  refetchInterval: REFRESH_MS,
});

export const setAsideQuery = ({ state, stage }: SetAsideFilter) =>
  infiniteQueryOptions({
    queryKey: [...LIST, state ?? 'open', stage ?? 'all'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      http.get('/clustering/set-aside', SetAsidePage, {
        signal,
        query: { state: state ?? 'open', stage, limit: PAGE, cursor: pageParam },
      }),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((one) => one.state === 'retrying')) === true ? WHILE_RETRYING_MS : REFRESH_MS,
  });

/** Some may have been tried by somebody else meanwhile; the answer says how many were left. */
export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const counts = { retrying: 0, left: 0 };
      for (let i = 0; i < ids.length; i += MOST_RETRIES_AT_ONCE) {
        const part = { ids: ids.slice(i, i + MOST_RETRIES_AT_ONCE) };
        const { retrying, left } = await http.post('/clustering/set-aside/retry', part, SetAsideRetried);
        counts.retrying += retrying.length;
        counts.left += left.length;
      }
      return counts;
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: LIST }),
        client.invalidateQueries({ queryKey: HEALTH }),
        client.invalidateQueries({ queryKey: ['complaint'] }),
      ]),
  });
}
