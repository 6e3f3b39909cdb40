import { useQuery } from '@tanstack/react-query';
import type { ImportSummary } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { count, dateTime } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { Panel } from '../../ui/panel.js';
import { ErrorCard } from '../../ui/states.js';
import { importsQuery } from './api.js';

const TONES = { uploaded: undefined, running: undefined, done: 'ok', failed: 's1', cancelled: undefined } as const;

function StateBadge({ state }: { state: ImportSummary['state'] }) {
  const { t } = useTranslation('imports');
  const tone = TONES[state];
  return <Badge {...(tone === undefined ? {} : { tone })}>{t(`list.state.${state}`)}</Badge>;
}

/** Where one finds again what one has imported, and what is still under way. */
export function ImportList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('imports');
  const { data, error, refetch } = useQuery(importsQuery());
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.items.length === 0) return null;
  const columns = [
    {
      id: 'file',
      header: t('list.file'),
      cell: (job: ImportSummary) => (
        <Button variant="link" onClick={() => onOpen(job.id)}>
          {job.fileName}
        </Button>
      ),
    },
    { id: 'state', header: t('list.stateHead'), cell: (job: ImportSummary) => <StateBadge state={job.state} /> },
    { id: 'at', header: t('list.at'), cell: (job: ImportSummary) => dateTime(job.createdAt) },
    { id: 'rows', header: t('list.rows'), cell: (job: ImportSummary) => count(job.rows) },
    { id: 'accepted', header: t('result.accepted'), cell: (job: ImportSummary) => count(job.accepted) },
    { id: 'duplicates', header: t('list.duplicates'), cell: (job: ImportSummary) => count(job.duplicates) },
    { id: 'rejected', header: t('list.rejected'), cell: (job: ImportSummary) => count(job.rejected) },
  ];
  return (
    <Panel title={t('list.title')} padding="flush">
      <DataTable label={t('list.title')} columns={columns} rows={data.items} rowId={(job) => job.id} />
    </Panel>
  );
}
