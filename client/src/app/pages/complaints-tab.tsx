import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream } from '@tocsin/shared/live';
import { ComplaintsDesk } from '../../features/complaints/index.js';
import { DemandGroupsBar } from '../../features/incidents/index.js';
import { groupActionsFor, useComplaintActions } from './complaint-actions.js';
import { useComplaintView } from './use-complaint-view.js';

/** The war room's list: the inbox's, held to one incident. */
export function ComplaintsTab({ incident }: { incident: { id: IncidentId } }) {
  const [view, setView] = useComplaintView();
  const actions = useComplaintActions();
  return (
    <div className="tab-stack">
      <DemandGroupsBar
        id={incident.id}
        active={view.primaryDemand ?? null}
        onOpen={(demand) => setView({ primaryDemand: demand ?? undefined })}
      />
      <ComplaintsDesk
        view={view}
        setView={setView}
        fixed={{ incidentId: incident.id }}
        stream={incidentStream(incident.id)}
        place={incident.id}
        {...actions}
        groupActions={groupActionsFor}
      />
    </div>
  );
}
