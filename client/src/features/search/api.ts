import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { SearchResult } from '@tocsin/shared/search';
import { http } from '../../lib/http.js';

export const searchQuery = (q: string, limit = 50) =>
  queryOptions({
    queryKey: ['search', q, limit],
    queryFn: ({ signal }) => http.get('/search', SearchResult, { signal, query: { q, limit } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
