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

/** What speaks of several brands at once is for who sees them all, whatever their role; the server refuses the others. */
const OF_ALL_BRANDS: ReadonlySet<Permission> = new Set([
  ...(['group:read', 'group:merge', 'group:split', 'group:move'] as const),
  ...(['policy:write', 'wall:manage', 'audit:read'] as const),
]);

export const needsAllBrands = (permission: Permission): boolean => OF_ALL_BRANDS.has(permission);

/** The brands somebody is limited to, where that keeps them from what their role would allow. */
export const keptOutByBrands = (me: Pick<Me, 'permissions' | 'brands'> | null, permission: Permission): readonly string[] | null =>
  me !== null && me.permissions.includes(permission) && needsAllBrands(permission) ? me.brands : null;

/** Whether to offer something at all; the server decides again. */
export function useCan(permission: Permission): boolean {
  return useMayUse()(permission);
}

/** The same for a list of things. */
export function useMayUse(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me !== null && me.permissions.includes(permission) && keptOutByBrands(me, permission) === null;
}
