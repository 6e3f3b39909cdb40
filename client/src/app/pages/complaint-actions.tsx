import type { ComplaintDetail } from '@tocsin/shared/complaints';
import type { PickedComplaints } from '../../features/complaints/index.js';
import { CorrectObject, RegroupActions } from '../../features/groups/index.js';
import { useCan } from '../../lib/session.js';

/** The groups feature acts on what the complaints feature has ticked; neither knows the other. */
const regroupActions = (picked: PickedComplaints) => <RegroupActions picked={picked} />;

/** Without anything to do with them, rows have no box to tick. */
export function useRegroupActions(): { actions?: typeof regroupActions } {
  const [split, move] = [useCan('group:split'), useCan('group:move')];
  return split || move ? { actions: regroupActions } : {};
}

export const groupActionsFor = (complaint: ComplaintDetail) =>
  complaint.groupId === null ? null : (
    <>
      <RegroupActions picked={{ count: 1, collect: () => Promise.resolve([complaint]), clear: () => undefined }} />
      <CorrectObject id={complaint.id} />
    </>
  );
