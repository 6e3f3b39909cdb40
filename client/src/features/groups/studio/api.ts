import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { GroupMoved, ProposalRefused, Proposals, Themes, WhyNot, type DecideProposal, type Proposal } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { http } from '../../../lib/http.js';
import { isProblem } from '../../../lib/problem-error.js';
import { command, readGroupsAnew } from '../api.js';

const PROPOSALS = ['group-proposals'];

export const proposalsQuery = queryOptions({
  queryKey: PROPOSALS,
  queryFn: ({ signal }) => http.get('/groups/proposals', Proposals, { signal }),
});
export const themesQuery = queryOptions({
  queryKey: ['group-themes'],
  queryFn: ({ signal }) => http.get('/groups/themes', Themes, { signal }),
});
export const whyNotQuery = (id: ComplaintId, group: GroupId) =>
  queryOptions({
    queryKey: ['why-not', id, group],
    queryFn: ({ signal }) => http.get(`/complaints/${id}/why-not`, WhyNot, { signal, query: { group } }),
    staleTime: 0,
  });

const asShown = ({ kind, from, into, complaintIds }: Proposal, reason: string): DecideProposal => ({
  kind,
  from: { id: from.id, version: from.version },
  into: into && { id: into.id, version: into.version },
  complaintIds: kind === 'split' ? complaintIds : [],
  reason,
});

export type Verdict = 'accept' | 'refuse';
export interface Decided {
  proposal: Proposal;
  verdict: Verdict;
  reason: string;
}

/** Answers the move that was made, null for a refusal. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ proposal, verdict, reason }: Decided) => {
      const body = asShown(proposal, reason);
      if (verdict === 'accept') return (await command('/groups/proposals/accept', body, GroupMoved)).move;
      await command('/groups/proposals/refuse', body, ProposalRefused);
      return null;
    },
    onSuccess: () => {
      readGroupsAnew(client);
      void client.invalidateQueries({ queryKey: PROPOSALS });
    },
  });
}

export const isStale = (error: unknown): boolean => isProblem(error, 'group/proposal-stale');
