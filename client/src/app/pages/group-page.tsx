import type { GroupSummary } from '@tocsin/shared/clustering';
import { GroupId } from '@tocsin/shared/kernel';
import { OVERVIEW } from '@tocsin/shared/live';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ComplaintsDesk } from '../../features/complaints/index.js';
import { GroupView } from '../../features/groups/index.js';
import { DeclareDialog } from '../../features/incidents/index.js';
import { groupActionsFor, useComplaintActions } from './complaint-actions.js';
import { NotFoundPage } from './not-found-page.js';
import { useComplaintView } from './use-complaint-view.js';

export function GroupPage() {
  const params = useParams({ from: '/shell/groups/$id' });
  const id = GroupId.safeParse(params.id);
  const [view, setView] = useComplaintView();
  const actions = useComplaintActions();
  const [declaring, setDeclaring] = useState<readonly GroupSummary[] | null>(null);
  if (!id.success) return <NotFoundPage />;
  return (
    <>
      <GroupView
        key={id.data}
        id={id.data}
        onDeclare={setDeclaring}
        members={
          <ComplaintsDesk
            view={view}
            setView={setView}
            fixed={{ groupId: id.data }}
            stream={OVERVIEW}
            place={id.data}
            {...actions}
            groupActions={groupActionsFor}
          />
        }
      />
      {declaring !== null && <DeclareDialog groups={declaring} onClose={() => setDeclaring(null)} />}
    </>
  );
}
