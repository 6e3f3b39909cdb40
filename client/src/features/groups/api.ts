import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { GroupCount, GroupDetail, GroupMoved, GroupSummary, MoveEffect, type GROUP_SORTS, type GroupMove } from '@tocsin/shared/clustering';
import { page, type GroupId } from '@tocsin/shared/kernel';
import type { LiveEvent } from '@tocsin/shared/live';
import type { z } from 'zod';
import { http } from '../../lib/http.js';
import { withRequestKey } from '../../lib/request-key.js';
import type { Step } from './regroup/plan.rules.js';

export interface GroupFilter {
  q?: string | undefined;
  minSize?: number | undefined;
  sort?: GroupSort | undefined;
}
export type GroupSort = (typeof GROUP_SORTS)[number];

/** A complaint nobody shares is a group of one; lists leave those out unless asked. */
export const DEFAULT_MIN_SIZE = 2;
const PAGE = 100;
const Groups = page(GroupSummary);

/** The largest first: in a crisis they are what people look for. */
export const DEFAULT_SORT: GroupSort = 'size';

export const groupsQuery = ({ q, minSize = DEFAULT_MIN_SIZE, sort = DEFAULT_SORT }: GroupFilter) =>
  infiniteQueryOptions({
    queryKey: ['groups', q ?? '', minSize, sort],
    queryFn: ({ pageParam, signal }) =>
      http.get('/groups', Groups, { signal, query: { q, minSize, sort, limit: PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

export const groupCountQuery = ({ q, minSize = DEFAULT_MIN_SIZE }: GroupFilter) =>
  queryOptions({
    queryKey: ['group-count', q ?? '', minSize],
    queryFn: async ({ signal }) => (await http.get('/groups/count', GroupCount, { signal, query: { q, minSize } })).total,
  });

const PICKS = 20;
/** What may be chosen as a target; enough to read through, the rest is found by its words. */
export const pickQuery = (q: string) =>
  queryOptions({
    queryKey: ['groups-pick', q],
    queryFn: async ({ signal }) =>
      (await http.get('/groups', Groups, { signal, query: { q, minSize: DEFAULT_MIN_SIZE, limit: PICKS } })).items,
  });

/** Those of which people speak most: few enough to hold. */
export const largestQuery = queryOptions({
  queryKey: ['groups-pick', 'largest'],
  queryFn: async ({ signal }) =>
    (await http.get('/groups', Groups, { signal, query: { minSize: DEFAULT_MIN_SIZE, sort: DEFAULT_SORT, limit: PAGE } })).items,
  staleTime: 60_000,
});

export const groupQuery = (id: GroupId) =>
  queryOptions({ queryKey: ['group', id], queryFn: ({ signal }) => http.get(`/groups/${id}`, GroupDetail, { signal }) });

/** What a step would do; asked anew each time a dialog opens, for the numbers move. */
export const effectQuery = (step: Step) =>
  queryOptions({
    queryKey: ['group-effect', step],
    queryFn: ({ signal }) => {
      const into = step.kind === 'split' ? undefined : step.into;
      return step.kind === 'merge'
        ? http.get(`/groups/${step.from}/effect`, MoveEffect, { signal, query: { into } })
        : http.post(`/groups/${step.from}/effect`, { complaintIds: step.ids, into }, MoveEffect, { signal });
    },
    staleTime: 0,
    gcTime: 0,
  });

/** One key for what is asked of whom, so that a press after a time-out does not do it twice. */
export const command = <S extends z.ZodType>(path: string, body: object, schema: S, ifMatch?: string): Promise<z.output<S>> =>
  withRequestKey([path, body, ifMatch], (idempotencyKey) =>
    http.post(path, body, schema, { idempotencyKey, ...(ifMatch === undefined ? {} : { ifMatch }) }),
  );

export function run(step: Step, reason: string): Promise<GroupMoved> {
  const path = `/groups/${step.from}`;
  if (step.kind === 'merge') return command(`${path}/merge`, { into: step.into, reason }, GroupMoved);
  if (step.kind === 'split') return command(`${path}/split`, { complaintIds: step.ids, reason }, GroupMoved);
  return command(`${path}/move`, { complaintIds: step.ids, into: step.into, reason }, GroupMoved);
}

export const undo = (move: Pick<GroupMove, 'id'>, reason: string | null): Promise<GroupMoved> =>
  command(`/groups/moves/${move.id}/undo`, reason === null ? {} : { reason }, GroupMoved);

const OWNERSHIP = ['incident.detected', 'incident.declared', 'incident.moved'];
/** Complaints went from group to group, or a group became, or is no longer, part of an incident. */
export const changesGroups = ({ type, payload }: LiveEvent): boolean => 'move' in payload || OWNERSHIP.includes(type);

const TOUCHED = [
  'complaints',
  'complaint',
  'complaint-count',
  'complaint-explanation',
  'complaint-history',
  'complaint-view-count',
  'groups',
  'groups-pick',
  'group',
  'group-count',
  'incident-demands',
  'incident-situation',
];
/** Everything that shows who stands where. */
export function readGroupsAnew(client: QueryClient): void {
  for (const key of TOUCHED) void client.invalidateQueries({ queryKey: [key] });
}

/** Read anew also when it was refused: then somebody has changed the group meanwhile. */
export function useLockGroup({ id, version }: Pick<GroupSummary, 'id' | 'version'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { locked: boolean; reason: string }) => command(`/groups/${id}/lock`, body, GroupMoved, `"${version}"`),
    onSettled: () => readGroupsAnew(client),
  });
}
