import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { CreatedWallLink, WallLink, type NewWallLink } from '@tocsin/shared/incidents';
import { page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { http, NoContent } from '../../lib/http.js';

const KEY = ['wall-links'];
export const wallLinksQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ signal }) => (await http.get('/wall-links', page(WallLink), { signal })).items,
});

export function useCreateWallLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof NewWallLink>) => http.post('/wall-links', body, CreatedWallLink),
    // The token is shown once and kept nowhere.
    gcTime: 0,
    // Also after a time-out: what came to be all the same must be seen, to be revoked.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeWallLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link: WallLink) => http.delete(`/wall-links/${link.id}`, NoContent),
    // Also after a time-out: what came to be all the same must be seen, to be revoked.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useReplaceWallLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ link, graceMinutes }: { link: WallLink; graceMinutes: number }) =>
      http.post(`/wall-links/${link.id}/replacement`, { graceMinutes }, CreatedWallLink),
    // The token is shown once and kept nowhere.
    gcTime: 0,
    // Also after a time-out: what came to be all the same must be seen, to be revoked.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
