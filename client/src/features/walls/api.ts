import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { CreatedWallLink, WallLink, type NewWallLink } from '@tocsin/shared/incidents';
import { page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { http, NoContent } from '../../lib/http.js';
import { withRequestKey } from '../../lib/request-key.js';

const KEY = ['wall-links'];
export const wallLinksQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ signal }) => (await http.get('/wall-links', page(WallLink), { signal })).items,
});

export function useCreateWallLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof NewWallLink>) =>
      withRequestKey(['/wall-links', body], (idempotencyKey) => http.post('/wall-links', body, CreatedWallLink, { idempotencyKey })),
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
    mutationFn: ({ link, graceMinutes }: { link: WallLink; graceMinutes: number }) => {
      const path = `/wall-links/${link.id}/replacement`;
      const body = { graceMinutes };
      return withRequestKey([path, body], (idempotencyKey) => http.post(path, body, CreatedWallLink, { idempotencyKey }));
    },
    // The token is shown once and kept nowhere.
    gcTime: 0,
    // Also after a time-out: what came to be all the same must be seen, to be revoked.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
