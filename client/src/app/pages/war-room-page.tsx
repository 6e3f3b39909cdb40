import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import { incidentStream } from '@tocsin/shared/live';
import { useMemo } from 'react';
import { ComplaintsDesk } from '../../features/complaints/index.js';
import { WarRoom } from '../../features/incidents/index.js';
import { WAR_ROOM_TABS } from '../routes/search-schemas.js';
import { ComplaintsTab } from './complaints-tab.js';
import { groupActionsFor, regroupActions } from './complaint-actions.js';
import { useComplaintView } from './use-complaint-view.js';

const DEFAULT_HOURS = 6;

function IncidentComplaints({ incident }: { incident: IncidentDetail }) {
  const [view, setView] = useComplaintView();
  const fixed = useMemo(() => ({ incidentId: incident.id }), [incident.id]);
  return (
    <ComplaintsDesk
      view={view}
      setView={setView}
      fixed={fixed}
      stream={incidentStream(incident.id)}
      place={incident.no}
      actions={regroupActions}
      groupActions={groupActionsFor}
    />
  );
}

export function WarRoomPage() {
  const { no, tab } = useParams({ from: '/shell/incidents/$no/$tab' });
  const { hours } = useSearch({ from: '/shell/incidents/$no/$tab' });
  const navigate = useNavigate();
  const open = WAR_ROOM_TABS.find((name) => name === tab) ?? 'situation';
  return (
    <WarRoom
      no={no}
      tab={open}
      hours={hours ?? DEFAULT_HOURS}
      onTab={(next) =>
        void navigate({ to: '/incidents/$no/$tab', params: { no, tab: next }, search: ({ segment, order }) => ({ segment, order }) })
      }
      onHours={(next) => void navigate({ to: '.', search: (before) => ({ ...before, hours: next }), replace: true })}
      complaints={(incident) => <IncidentComplaints incident={incident} />}
    />
  );
}
