import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { LiveEvent, StreamId } from '@tocsin/shared/live';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStream } from '../../live/index.js';
import { useMe } from '../../lib/session.js';
import { countQuery, patchRow, rowsQuery, type Filter, type RowsPage } from './api.js';

const COUNT_EVERY_MS = 4_000;

/** Asks for the number again while the stream is moving, but not at the stream's pace. */
function useFreshCount(filter: Filter, stream: StreamId, enabled: boolean): number | null {
  const client = useQueryClient();
  const { data } = useQuery({ ...countQuery(filter), enabled });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  const ask = (): void => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void client.invalidateQueries({ queryKey: ['complaint-count'] });
    }, COUNT_EVERY_MS);
  };
  useStream(stream, { onPulse: ask, onReset: ask });
  return data ?? null;
}

/** What others decide shows in place; what others regroup may change who belongs here, so the list only says that it is old. */
function useOthersDecisions(stream: StreamId, onRegrouped: () => void): void {
  const client = useQueryClient();
  const me = useMe();
  useStream(stream, {
    onEvent: (event: LiveEvent) => {
      if (event.type === 'complaint.validity-judged') patchRow(client, event.payload.id, { validity: event.payload.to });
      if (event.type === 'complaint.status-changed') patchRow(client, event.payload.id, { status: event.payload.to });
      if ('id' in event.payload && event.actor !== me?.id) {
        void client.invalidateQueries({ queryKey: ['complaint', event.payload.id] });
        void client.invalidateQueries({ queryKey: ['complaint-history', event.payload.id] });
      }
      if ('move' in event.payload && event.actor !== me?.id) onRegrouped();
    },
  });
}

export interface ComplaintRows {
  rows: readonly ComplaintRow[];
  /** How many the filter matches now; null until known. */
  total: number | null;
  /** How many came since the list was read. */
  waiting: number;
  /** Somebody regrouped complaints since then. */
  stale: boolean;
  /** Rises with each refresh; the list starts again at its top. */
  edition: number;
  isLoading: boolean;
  isFetchingMore: boolean;
  error: unknown;
  more: () => void;
  retry: () => void;
  refresh: () => void;
}

const firstPage = (data: InfiniteData<RowsPage> | undefined) =>
  data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };

/** The list stands still while it is read: it grows at its end when scrolled, and at its top only when asked. */
export function useComplaintRows(filter: Filter, sort: 'newest' | 'oldest' | 'priority' | 'score', stream: StreamId): ComplaintRows {
  const client = useQueryClient();
  const options = rowsQuery(filter, sort);
  const query = useInfiniteQuery(options);
  const key = JSON.stringify(options.queryKey);
  const [edition, setEdition] = useState(0);
  const [staleKey, setStaleKey] = useState<string | null>(null);
  const now = useFreshCount(filter, stream, query.isSuccess);
  useOthersDecisions(stream, () => setStaleKey(key));
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const atReading = query.data?.pages[0]?.total ?? null;
  const waiting = now === null || atReading === null ? 0 : Math.max(0, now - atReading);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  // Nobody reads an empty list: what comes shows at once.
  const emptyUntilNow = query.isSuccess && rows.length === 0 && waiting > 0;
  useEffect(() => {
    if (emptyUntilNow) void refetch();
  }, [emptyUntilNow, refetch]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const refresh = (): void => {
    client.setQueryData(options.queryKey, firstPage);
    setStaleKey(null);
    void client.invalidateQueries({ queryKey: ['complaint-count'] });
    void query.refetch().then(() => setEdition((n) => n + 1));
  };
  return {
    rows,
    total: now ?? atReading,
    waiting,
    stale: staleKey === key,
    edition,
    isLoading: query.isLoading,
    isFetchingMore: isFetchingNextPage,
    error: query.error,
    more,
    retry: () => void query.refetch(),
    refresh,
  };
}
