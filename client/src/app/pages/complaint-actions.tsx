import type { ComplaintDetail } from '@tocsin/shared/complaints';
import type { ReactNode } from 'react';
import { BulkStatus, type PickedComplaints } from '../../features/complaints/index.js';
import { CorrectObject, RegroupActions, WhyNotIn } from '../../features/groups/index.js';
import { useCan } from '../../lib/session.js';

/** What may be done with ticked complaints comes from two features, neither of which knows the other. */
const actionsFor = (regroup: boolean, update: boolean) => (picked: PickedComplaints) => (
  <>
    {update && <BulkStatus picked={picked} />}
    {regroup && <RegroupActions picked={picked} />}
  </>
);

/** Without anything to do with them, rows have no box to tick. */
export function useComplaintActions(): { actions?: (picked: PickedComplaints) => ReactNode } {
  const [split, move, update] = [useCan('group:split'), useCan('group:move'), useCan('complaint:update')];
  const regroup = split || move;
  return regroup || update ? { actions: actionsFor(regroup, update) } : {};
}

export const groupActionsFor = (complaint: ComplaintDetail) =>
  complaint.groupId === null ? null : (
    <>
      <RegroupActions picked={{ count: 1, collect: () => Promise.resolve([complaint]), clear: () => undefined }} />
      <CorrectObject id={complaint.id} />
      <WhyNotIn id={complaint.id} groupId={complaint.groupId} />
    </>
  );
