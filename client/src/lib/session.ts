import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Me } from '@tocsin/shared/identity';
import type { Permission } from '@tocsin/shared/identity';
import { http } from './http.js';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => http.get('/auth/me', Me, { signal }),
  staleTime: 5 * 60_000,
  retry: false,
});

/** The person signed in; null on the pages before sign-in. */
export function useMe(): Me | null {
  // Never the first to ask: the gate before the console does, and sign-in answers with it.
  const known = useQueryClient().getQueryData(meQuery.queryKey) !== undefined;
  return useQuery({ ...meQuery, enabled: known }).data ?? null;
}

/** Whether to offer something at all; the server decides again. */
export function useCan(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}
