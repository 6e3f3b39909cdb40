import { infiniteQueryOptions } from '@tanstack/react-query';
import { AuditPage } from '@tocsin/shared/audit';
import { http } from '../../lib/http.js';

const PAGE = 50;

/** Newest first; the record only grows, so a page once read stays true. */
export const auditQuery = (action: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', action],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get('/audit', AuditPage, { signal, query: { order: 'desc', limit: PAGE, beforeSeq: pageParam, action } }),
    getNextPageParam: (page) => (page.nextCursor === null ? null : (page.items.at(-1)?.seq ?? null)),
  });
