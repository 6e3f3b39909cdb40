import type { ComplaintStatus, TrackedComplaint } from '@tocsin/shared/complaints';

export interface Step {
  status: ComplaintStatus;
  at: string | null;
}

const USUAL: readonly ComplaintStatus[] = ['received', 'in_progress', 'answered', 'closed'];

/** What has happened, then what usually comes next; nothing is to come once it is over. */
export function stepsOf({ steps, status }: Pick<TrackedComplaint, 'steps' | 'status'>): Step[] {
  const past = steps.map(({ status: name, at }) => ({ status: name, at }));
  if (status === 'closed' || status === 'withdrawn') return past;
  return [...past, ...USUAL.slice(USUAL.indexOf(status) + 1).map((name) => ({ status: name, at: null }))];
}
