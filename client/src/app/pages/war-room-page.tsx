import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UndoMove } from '../../features/groups/index.js';
import { WarRoom } from '../../features/incidents/index.js';
import { groupName } from '../../lib/group-name.js';
import { WAR_ROOM_TABS } from '../routes/search-schemas.js';
import { ComplaintsTab } from './complaints-tab.js';

export function WarRoomPage() {
  const { no, tab } = useParams({ from: '/shell/incidents/$no/$tab' });
  const { hours, was, lane } = useSearch({ from: '/shell/incidents/$no/$tab' });
  const navigate = useNavigate();
  const open = WAR_ROOM_TABS.find((name) => name === tab) ?? 'situation';
  return (
    <WarRoom
      no={no}
      was={was ?? null}
      tab={open}
      hours={hours ?? null}
      onTab={(next) =>
        void navigate({ to: '/incidents/$no/$tab', params: { no, tab: next }, search: ({ segment, order }) => ({ segment, order }) })
      }
      lane={lane ?? null}
      onLane={(next) => void navigate({ to: '.', search: (before) => ({ ...before, lane: next ?? undefined }), replace: true })}
      onHours={(next) => void navigate({ to: '.', search: (before) => ({ ...before, hours: next ?? undefined }), replace: true })}
      undo={({ payload }) => <UndoMove move={payload.move} from={groupName(payload.from)} into={payload.into && groupName(payload.into)} />}
      complaints={(incident) => <ComplaintsTab incident={incident} />}
    />
  );
}
