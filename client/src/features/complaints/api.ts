import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { AssignmentExplanation } from '@tocsin/shared/clustering';
import {
  BULK_STATUS_MAX,
  ComplaintCount,
  ComplaintDetail,
  ComplaintHistory,
  ComplaintRow,
  RawPayload,
  RevealedContact,
  StatusesChanged,
  StatusesUndone,
  StatusPreview,
  type ChangeStatus,
  type ComplaintSort,
  type ComplaintStatus,
  type JudgeValidity,
  type WithdrawReply,
} from '@tocsin/shared/complaints';
import { page, type ComplaintId, type Page } from '@tocsin/shared/kernel';
import { useState } from 'react';
import type { z } from 'zod';
import { http, type QueryValue } from '../../lib/http.js';
import { isProblem } from '../../lib/problem-error.js';
import { withRequestKey } from '../../lib/request-key.js';
import { chunks } from './bulk.rules.js';

export type Filter = Record<string, QueryValue>;
type Sort = z.infer<typeof ComplaintSort>;
/** The first page also says how many there were when it was read: what has come since then is the difference. */
export interface RowsPage extends Page<ComplaintRow> {
  total: number | null;
}

const PAGE = 100;
const Rows = page(ComplaintRow);
const total = async (query: Filter, signal?: AbortSignal): Promise<number> =>
  (await http.get('/complaints/count', ComplaintCount, { query, signal })).total;

export const rowsQuery = (filter: Filter, sort: Sort) =>
  infiniteQueryOptions({
    queryKey: ['complaints', filter, sort],
    queryFn: async ({ pageParam, signal, client }): Promise<RowsPage> => {
      const query = { ...filter, sort, limit: PAGE, cursor: pageParam };
      const [rows, all] = await Promise.all([
        http.get('/complaints', Rows, { query, signal }),
        // The same question as the one beside the list: asked once, and answered to both.
        pageParam === null ? client.fetchQuery(countQuery(filter)) : null,
      ]);
      return { ...rows, total: all };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    // New rows are asked for by the reader, never slipped in under their eyes.
    staleTime: Infinity,
  });

export const countQuery = (filter: Filter) =>
  queryOptions({ queryKey: ['complaint-count', filter], queryFn: ({ signal }) => total(filter, signal), staleTime: 30_000 });

const OTHERS_PAGE = 20;
/** What else the same person has complained about. */
export const samePersonQuery = (id: ComplaintId) =>
  infiniteQueryOptions({
    queryKey: ['complaint-same-person', id],
    queryFn: ({ pageParam, signal }) =>
      http.get(`/complaints/${id}/same-person`, Rows, { signal, query: { limit: OTHERS_PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

const VIEW_COUNT_MS = 60_000;
/** How many stand in a view: by the minute, since there are many views and they are only glanced at. */
export const viewCountQuery = (filter: Filter) =>
  queryOptions({
    queryKey: ['complaint-view-count', filter],
    queryFn: ({ signal }) => total(filter, signal),
    staleTime: VIEW_COUNT_MS,
    refetchInterval: VIEW_COUNT_MS,
  });

export const complaintQuery = (id: ComplaintId) =>
  queryOptions({ queryKey: ['complaint', id], queryFn: ({ signal }) => http.get(`/complaints/${id}`, ComplaintDetail, { signal }) });

export const explanationQuery = (id: ComplaintId) =>
  queryOptions({
    queryKey: ['complaint-explanation', id],
    queryFn: ({ signal }) => http.get(`/complaints/${id}/explanation`, AssignmentExplanation, { signal }),
  });

const HISTORY_PAGE = 50;
/** What happened to one complaint, newest first. */
export const historyQuery = (id: ComplaintId) =>
  infiniteQueryOptions({
    queryKey: ['complaint-history', id],
    queryFn: ({ pageParam, signal }) =>
      http.get(`/complaints/${id}/history`, ComplaintHistory, { signal, query: { limit: HISTORY_PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

const MOST = 5_000;
const COLLECT_PAGE = 200;
/** Every complaint that a filter matches, for "all N matching"; a command takes five thousand at most. */
export async function collectMatching(filter: Filter): Promise<ComplaintRow[]> {
  const rows: ComplaintRow[] = [];
  for (let cursor: string | null = null; rows.length < MOST;) {
    const next: Page<ComplaintRow> = await http.get('/complaints', Rows, { query: { ...filter, limit: COLLECT_PAGE, cursor } });
    rows.push(...next.items);
    cursor = next.nextCursor;
    if (cursor === null) break;
  }
  return rows.slice(0, MOST);
}

/** A row that changed shows it in every list at once; its place in the list stays. */
export function patchRow(client: QueryClient, id: string, change: Partial<ComplaintRow>): void {
  client.setQueriesData<InfiniteData<RowsPage>>({ queryKey: ['complaints'] }, (data) =>
    data === undefined || !data.pages.some(({ items }) => items.some((row) => row.id === id))
      ? data
      : {
          ...data,
          pages: data.pages.map((one) => ({ ...one, items: one.items.map((row) => (row.id === id ? { ...row, ...change } : row)) })),
        },
  );
}

function learn(client: QueryClient, detail: ComplaintDetail): void {
  client.setQueryData(complaintQuery(detail.id).queryKey, detail);
  const { status, validity, priority } = detail;
  patchRow(client, detail.id, { status, validity, priority });
  void client.invalidateQueries({ queryKey: ['complaint-history', detail.id] });
}

function useHandling<B>(detail: Pick<ComplaintDetail, 'id' | 'version'>, what: 'validity' | 'status' | `replies/${string}/withdraw`) {
  const client = useQueryClient();
  // The version on screen when the dialog opened: news that arrives under it must not be overwritten unread.
  const [seen, setSeen] = useState(detail.version);
  return useMutation({
    mutationFn: (body: B) => http.post(`/complaints/${detail.id}/${what}`, body, ComplaintDetail, { ifMatch: `"${seen}"` }),
    onSuccess: (next) => learn(client, next),
    // What others decided is loaded at once, so that confirming again decides over it knowingly.
    onError: async (error) => {
      if (!isProblem(error, 'request/precondition-failed', 'complaint/wrong-status')) return;
      await client.fetchQuery({ ...complaintQuery(detail.id), staleTime: 0 }).then(
        ({ version }) => setSeen(version),
        () => undefined,
      );
    },
  });
}

interface BulkDone {
  changed: number;
  /** What takes each part back. */
  batches: string[];
}

/** Part by part, each of them whole: a failure half-way leaves what was done, and `onProgress` has told how much that is. */
export async function changeStatuses(
  client: QueryClient,
  ids: readonly ComplaintId[],
  change: ChangeStatus,
  onProgress: (changed: number) => void,
): Promise<BulkDone> {
  const done: BulkDone = { changed: 0, batches: [] };
  for (const part of chunks(ids, BULK_STATUS_MAX)) {
    const body = { ...change, ids: part };
    const { changed, batchId } = await withRequestKey(['/complaints/status', body], (idempotencyKey) =>
      http.post('/complaints/status', body, StatusesChanged, { idempotencyKey }),
    );
    for (const id of changed) patchRow(client, id, { status: change.status });
    done.changed += changed.length;
    if (batchId !== null) done.batches.push(batchId);
    onProgress(done.changed);
  }
  return done;
}

/** Takes a bulk change back, part by part. */
export async function undoStatuses(client: QueryClient, batches: readonly string[]): Promise<{ changed: number; kept: number }> {
  const total = { changed: 0, kept: 0 };
  for (const batchId of batches) {
    const { changed, kept } = await http.post('/complaints/status/undo', { batchId }, StatusesUndone);
    for (const { id, status } of changed) patchRow(client, id, { status });
    total.changed += changed.length;
    total.kept += kept;
  }
  readStatusesAnew(client);
  return total;
}

/** What shows how a complaint stands, beside the rows of lists: these are mended in place. */
export function readStatusesAnew(client: QueryClient): void {
  for (const key of ['complaint', 'complaint-history', 'complaint-count', 'complaint-view-count'])
    void client.invalidateQueries({ queryKey: [key] });
}

export const statusPreviewQuery = (ids: readonly ComplaintId[], status: ComplaintStatus) =>
  queryOptions({
    queryKey: ['complaint-status-preview', ids, status],
    queryFn: ({ signal }) => http.post('/complaints/status/preview', { ids, status }, StatusPreview, { signal }),
    gcTime: 0,
  });

export const useJudgeValidity = (detail: ComplaintDetail) => useHandling<z.input<typeof JudgeValidity>>(detail, 'validity');
export const useChangeStatus = (detail: ComplaintDetail) => useHandling<z.input<typeof ChangeStatus>>(detail, 'status');
export const useWithdrawReply = (detail: ComplaintDetail, reply: string) => useHandling<WithdrawReply>(detail, `replies/${reply}/withdraw`);
export const useReveal = (id: ComplaintId) =>
  useMutation({ mutationFn: (reason: string) => http.post(`/complaints/${id}/reveal`, { reason }, RevealedContact), gcTime: 0 });
export const useReadPayload = (id: ComplaintId) =>
  useMutation({ mutationFn: (reason: string) => http.post(`/complaints/${id}/payload`, { reason }, RawPayload), gcTime: 0 });
