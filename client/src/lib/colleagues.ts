import { queryOptions } from '@tanstack/react-query';
import { ColleagueList } from '@tocsin/shared/identity';
import { http } from './http.js';

/** Everybody who may sign in, by name and roles: no address. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => http.get('/users/colleagues', ColleagueList, { signal }),
});
