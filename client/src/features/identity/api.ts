import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  ApiKey,
  ApiKeyPage,
  CreatedApiKey,
  CreatedInvitation,
  FirstSteps,
  InvitationPage,
  Me,
  OfferedInvitation,
  RecoveryCodes,
  SessionList,
  SetupState,
  TotpEnrolment,
  User,
  UserPage,
} from '@tocsin/shared/identity';
import type {
  AcceptInvitation,
  ChangePassword,
  CreateApiKey,
  CreateInvitation,
  CreateUser,
  Login,
  PatchUser,
  Setup,
} from '@tocsin/shared/identity';
import type { z } from 'zod';
import { KnownBrands } from '@tocsin/shared/clustering';
import { http, NoContent } from '../../lib/http.js';
import { withRequestKey } from '../../lib/request-key.js';
import { meQuery } from '../../lib/session.js';

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => http.get('/setup', SetupState, { signal }),
  staleTime: 0,
  retry: false,
});
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => http.get('/auth/sessions', SessionList, { signal }),
});
/** Tables of people and links; whoever looks for one searches, or goes on a page at a time. */
const PAGE = 50;
/** So many at once that the warning of keys about to end sees all that a house has. */
const KEYS = 200;

export const usersQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['users', 'pages', q],
    queryFn: ({ pageParam, signal }) => http.get('/users', UserPage, { signal, query: { q, limit: PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
/** For the command palette: those whose name or address has these words in it. */
export const foundUsersQuery = (q: string) =>
  queryOptions({
    queryKey: ['users', 'found', q],
    queryFn: ({ signal }) => http.get('/users', UserPage, { signal, query: { q, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
export const keysQuery = infiniteQueryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ pageParam, signal }) => http.get('/api-keys', ApiKeyPage, { signal, query: { limit: KEYS, cursor: pageParam } }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
});

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Login) => http.post('/auth/login', body, Me),
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

/** The first administrator signs in with the same words they have just typed. */
export function useSetUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: z.input<typeof Setup>) => {
      await http.post('/setup', body, NoContent);
      return http.post('/auth/login', { email: body.email, password: body.password }, Me);
    },
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

function useInvalidating<V, R>(key: readonly unknown[], mutationFn: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: key }) });
}

export const useCloseSession = () => useInvalidating(['sessions'], (id: string) => http.delete(`/auth/sessions/${id}`, NoContent));
export const useCloseOtherSessions = () => useInvalidating(['sessions'], () => http.delete('/auth/sessions', NoContent));
export const useChangePassword = () =>
  useInvalidating(['sessions'], (body: ChangePassword) => http.post('/auth/password', body, NoContent));
export const useEnrolTotp = () => useMutation({ mutationFn: (password: string) => http.post('/auth/totp', { password }, TotpEnrolment) });
export const useConfirmTotp = () => useInvalidating(['me'], (totp: string) => http.post('/auth/totp/confirm', { totp }, RecoveryCodes));
export const useDisableTotp = () => useInvalidating(['me'], (password: string) => http.post('/auth/totp/disable', { password }, NoContent));

export const useCreateUser = () =>
  useInvalidating(['users'], (body: z.input<typeof CreateUser>) =>
    withRequestKey(['/users', body], (idempotencyKey) => http.post('/users', body, User, { idempotencyKey })),
  );
export const usePatchUser = () =>
  useInvalidating(['users'], ({ id, patch }: { id: string; patch: z.input<typeof PatchUser> }) => http.patch(`/users/${id}`, patch, User));
export const useSignOutUser = () => useInvalidating(['users'], (id: string) => http.delete(`/users/${id}/sessions`, NoContent));
export const useResetTotp = () => useInvalidating(['users'], (id: string) => http.delete(`/users/${id}/totp`, NoContent));

export const useCreateKey = () =>
  useInvalidating(['api-keys'], (body: z.input<typeof CreateApiKey>) =>
    withRequestKey(['/api-keys', body], (idempotencyKey) => http.post('/api-keys', body, CreatedApiKey, { idempotencyKey })),
  );
export const useRevokeKey = () => useInvalidating(['api-keys'], (key: ApiKey) => http.delete(`/api-keys/${key.id}`, NoContent));

export const brandsQuery = queryOptions({
  queryKey: ['brands'],
  queryFn: ({ signal }) => http.get('/brands', KnownBrands, { signal }),
});

export const invitationsQuery = infiniteQueryOptions({
  queryKey: ['invitations'],
  queryFn: ({ pageParam, signal }) => http.get('/invitations', InvitationPage, { signal, query: { limit: PAGE, cursor: pageParam } }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
});
export const useInvite = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof CreateInvitation>) =>
      withRequestKey(['/invitations', body], (idempotencyKey) => http.post('/invitations', body, CreatedInvitation, { idempotencyKey })),
    // The link is shown once and kept nowhere.
    gcTime: 0,
    // Also after a time-out: what came to be all the same must be seen, to be revoked.
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
};
export const useRevokeInvitation = () => useInvalidating(['invitations'], (id: string) => http.delete(`/invitations/${id}`, NoContent));

export const offeredQuery = (token: string) =>
  queryOptions({
    queryKey: ['offered-invitation', token],
    queryFn: ({ signal }) => http.post('/public/invitations/look', { token }, OfferedInvitation, { signal }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });

/** Whoever joins signs in with the same words they have just typed. */
export function useJoin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ email, ...body }: AcceptInvitation & { email: string }) => {
      await http.post('/public/invitations/accept', body, NoContent);
      return http.post('/auth/login', { email, password: body.password }, Me);
    },
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => http.get('/first-steps', FirstSteps, { signal }),
});
export function useDismissFirstSteps() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (dismissed: boolean) => http.put('/first-steps/dismissal', { dismissed }, FirstSteps),
    onSuccess: (steps) => client.setQueryData(firstStepsQuery.queryKey, steps),
  });
}
