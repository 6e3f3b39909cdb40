import type { ComplaintStatus, TrackedComplaint, TrackedStatus } from '@tocsin/shared/complaints';
import type { KeptReply } from '../cases/replies.repository.js';
import type { TrackedStep } from './public.repository.js';

type Shown = TrackedComplaint['steps'][number];

/**
 * The steps as the complainant reads them. They are told that they were answered only together with what was said to them: without a record of
 * it the complaint was handled, and a step that was taken back, or whose reply was recorded in error, never happened for them.
 */
export function stepsShown(steps: readonly TrackedStep[], replies: readonly KeptReply[]): Shown[] {
  return steps.flatMap((step): Shown[] => {
    const at = new Date(step.at).toISOString();
    if (step.void) return [];
    if (step.status !== 'answered') return [{ status: step.status, at, reply: null }];
    const reply = replies.find(({ changeId }) => changeId === step.id);
    if (reply === undefined) return [{ status: 'handled', at, reply: null }];
    if (reply.withdrawn !== null) return [];
    return [{ status: 'answered', at, reply: { via: reply.via, at: reply.at, text: reply.text } }];
  });
}

/** Where it stands now, in the same words. */
export function statusShown(status: ComplaintStatus, steps: readonly Shown[]): TrackedStatus {
  return status === 'answered' && steps.at(-1)?.status !== 'answered' ? 'handled' : status;
}
