import type { PublicReply, TrackedComplaint, TrackedStatus } from '@tocsin/shared/complaints';

export interface Step {
  status: TrackedStatus;
  at: string | null;
  reply: PublicReply | null;
}

const USUAL: readonly TrackedStatus[] = ['received', 'in_progress', 'answered', 'closed'];

/** What has happened, then what usually comes next; nothing is to come once it is over. */
export function stepsOf({ steps, status }: Pick<TrackedComplaint, 'steps' | 'status'>): Step[] {
  const past = steps.map(({ status: name, at, reply }) => ({ status: name, at, reply }));
  const reached = USUAL.indexOf(status === 'handled' ? 'answered' : status);
  if (status === 'closed' || status === 'withdrawn') return past;
  return [...past, ...USUAL.slice(reached + 1).map((name) => ({ status: name, at: null, reply: null }))];
}
