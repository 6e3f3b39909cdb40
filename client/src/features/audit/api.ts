import { infiniteQueryOptions } from '@tanstack/react-query';
import { AuditPage } from '@tocsin/shared/audit';
import { http } from '../../lib/http.js';

const PAGE = 50;

/** As it stands in the address: days of the console's clock, and one of the actors as `user:…` or a kind. */
export interface AuditFilter {
  subject?: string | undefined;
  who?: string | undefined;
  what?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** China has kept one zone without summer time since 1991. */
const dayStart = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();
const isDay = (day: string | undefined): day is string => day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00+08:00`));
const KINDS: readonly string[] = ['key', 'system', 'public'];

export function queryOf({ subject, who, what, from, to }: AuditFilter): Record<string, string> {
  return {
    ...(subject ? { subject } : {}),
    ...(who ? { [KINDS.includes(who) ? 'kind' : 'actor']: who } : {}),
    ...(what ? { [what.includes('.') ? 'action' : 'area']: what } : {}),
    ...(isDay(from) ? { from: dayStart(from) } : {}),
    ...(isDay(to) ? { to: dayStart(to) } : {}),
  };
}

/** Newest first; the record only grows, so a page once read stays true. */
export const auditQuery = (filter: AuditFilter) => {
  const query = queryOf(filter);
  return infiniteQueryOptions({
    queryKey: ['audit', query],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get('/audit', AuditPage, { signal, query: { ...query, order: 'desc', limit: PAGE, beforeSeq: pageParam } }),
    getNextPageParam: (page) => (page.nextCursor === null ? null : (page.items.at(-1)?.seq ?? null)),
  });
};
