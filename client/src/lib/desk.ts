import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Desk, EMPTY_DESK } from '@tocsin/shared/identity';
import { http } from './http.js';

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: ({ signal }) => http.get('/auth/desk', Desk, { signal }),
  staleTime: Infinity,
});

/** How the person arranged the console. A change shows at once and is kept on the server; when that fails, what was before comes back. */
export function useDesk(): { desk: Desk; change: (next: (desk: Desk) => Desk) => void } {
  const client = useQueryClient();
  const desk = useQuery(deskQuery).data ?? EMPTY_DESK;
  const save = useMutation({
    mutationFn: (next: Desk) => http.put('/auth/desk', next, Desk),
    onError: () => client.invalidateQueries({ queryKey: deskQuery.queryKey }),
  });
  const change = (next: (desk: Desk) => Desk): void => {
    const wanted = next(client.getQueryData(deskQuery.queryKey) ?? desk);
    client.setQueryData(deskQuery.queryKey, wanted);
    save.mutate(wanted);
  };
  return { desk, change };
}
