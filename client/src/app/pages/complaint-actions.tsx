import type { ComplaintDetail } from '@tocsin/shared/complaints';
import type { PickedComplaints } from '../../features/complaints/index.js';
import { RegroupActions } from '../../features/groups/index.js';

/** The groups feature acts on what the complaints feature has ticked; neither knows the other. */
export const regroupActions = (picked: PickedComplaints) => <RegroupActions picked={picked} />;

export const groupActionsFor = (complaint: ComplaintDetail) =>
  complaint.groupId === null ? null : (
    <RegroupActions picked={{ count: 1, collect: () => Promise.resolve([complaint]), clear: () => undefined }} />
  );
