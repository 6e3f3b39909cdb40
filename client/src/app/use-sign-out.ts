import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { http, NoContent } from '../lib/http.js';

/** Everything fetched for one person goes before the next may sit down. */
export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => http.post('/auth/logout', undefined, NoContent),
    onSettled: async () => {
      await navigate({ to: '/login', search: {} });
      client.clear();
    },
  });
}
