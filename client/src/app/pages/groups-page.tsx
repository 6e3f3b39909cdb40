import type { GroupSummary } from '@tocsin/shared/clustering';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupsTable } from '../../features/groups/index.js';
import { DeclareDialog } from '../../features/incidents/index.js';
import { Page } from '../../ui/page.js';

export function GroupsPage() {
  const { t } = useTranslation('shell');
  const filter = useSearch({ from: '/shell/groups' });
  const navigate = useNavigate();
  const [declaring, setDeclaring] = useState<readonly GroupSummary[] | null>(null);
  return (
    <Page title={t('nav.groups')}>
      <GroupsTable
        filter={filter}
        onFilter={(change) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })}
        onDeclare={setDeclaring}
      />
      {declaring !== null && <DeclareDialog groups={declaring} onClose={() => setDeclaring(null)} />}
    </Page>
  );
}
