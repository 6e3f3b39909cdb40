import { useQuery } from '@tanstack/react-query';
import { isUndecided, type ReclusterRun } from '@tocsin/shared/clustering';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { DataTable } from '../../../ui/data-table.js';
import { Panel } from '../../../ui/panel.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { runsQuery } from './api.js';
import './recluster.css';
import { RunPanel } from './run-panel.js';
import { StartDialog } from './start-dialog.js';

function History({ runs }: { runs: readonly ReclusterRun[] }) {
  const { t } = useTranslation('groups');
  return (
    <Panel title={t('recluster.history')}>
      <DataTable
        label={t('recluster.history')}
        rows={runs}
        rowId={({ id }) => id}
        columns={[
          { id: 'at', header: t('recluster.column.at'), cell: ({ startedAt }: ReclusterRun) => <Time at={startedAt} /> },
          { id: 'by', header: t('recluster.column.by'), cell: ({ by }: ReclusterRun) => by },
          { id: 'reason', header: t('reason'), cell: ({ reason }: ReclusterRun) => reason },
          {
            id: 'state',
            header: t('recluster.column.state'),
            cell: ({ state }: ReclusterRun) => (
              <Badge tone={state === 'accepted' ? 'ok' : state === 'failed' ? 's2' : 'quiet'}>{t(`recluster.state.${state}`)}</Badge>
            ),
          },
          { id: 'read', header: t('recluster.figure.read'), cell: ({ progress }: ReclusterRun) => count(progress.read) },
          {
            id: 'moved',
            header: t('recluster.figure.moved'),
            cell: ({ applied, summary }: ReclusterRun) =>
              applied ? count(applied.complaints) : summary ? `(${count(summary.moved)})` : '—',
          },
          {
            id: 'decided',
            header: t('recluster.column.decided'),
            cell: ({ decided }: ReclusterRun) =>
              decided === null ? '—' : `${decided.by}${decided.reason === '' ? '' : `：${decided.reason}`}`,
          },
        ]}
      />
    </Panel>
  );
}

/** Everything read once more with today's dictionary and engine: what would change, before anything does. */
export function ReclusterView() {
  const { t } = useTranslation('groups');
  const [merge, split] = [useCan('group:merge'), useCan('group:split')];
  const { data, error, isLoading, refetch } = useQuery(runsQuery);
  const [starting, setStarting] = useState(false);
  const runs = data?.items ?? [];
  const current = runs.find(({ state }) => isUndecided(state));
  const past = runs.filter(({ state }) => !isUndecided(state));
  return (
    <>
      <Toolbar
        actions={
          merge &&
          split && (
            <Button
              writes
              variant="primary"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              blockedBy={current === undefined ? null : t('recluster.oneAtATime')}
              onClick={() => setStarting(true)}
            >
              {t('recluster.start')}
            </Button>
          )
        }
      >
        <p className="muted">{t('recluster.about')}</p>
      </Toolbar>
      {isLoading && <Skeleton rows={8} />}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {data !== undefined && runs.length === 0 && <EmptyState title={t('recluster.none')} hint={t('recluster.noneHint')} />}
      <div className="st-list">
        {current !== undefined && <RunPanel key={current.id} run={current} mayDecide={merge && split} />}
        {past.length > 0 && <History runs={past} />}
      </div>
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  );
}
