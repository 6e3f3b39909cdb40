import type { GroupSummary } from '@tocsin/shared/clustering';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { GroupsTable } from '../../features/groups/index.js';
import { DeclareDialog } from '../../features/incidents/index.js';
import { GroupsTabs } from './groups-tabs.js';

export function GroupsPage() {
  const filter = useSearch({ from: '/shell/groups' });
  const navigate = useNavigate();
  const [declaring, setDeclaring] = useState<readonly GroupSummary[] | null>(null);
  return (
    <GroupsTabs active="list">
      <GroupsTable
        filter={filter}
        onFilter={(change) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })}
        onDeclare={setDeclaring}
      />
      {declaring !== null && <DeclareDialog groups={declaring} onClose={() => setDeclaring(null)} />}
    </GroupsTabs>
  );
}
