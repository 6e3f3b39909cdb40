import { queryOptions } from '@tanstack/react-query';
import { ServerStatus } from '@tocsin/shared/kernel';
import { http } from './http.js';

const ASK_MS = 30_000;

/** Asked anew while something is wrong: it ends when the server is started again. */
export const serverStatusQuery = queryOptions({
  queryKey: ['server-status'],
  queryFn: ({ signal }) => http.get('/status', ServerStatus, { signal }),
  staleTime: Infinity,
  refetchInterval: ({ state }) => (state.data?.readOnly == null ? false : ASK_MS),
  retry: false,
});
