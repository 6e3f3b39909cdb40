import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReclusterDifference, ReclusterRun } from '@tocsin/shared/clustering';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { DataTable } from '../../../ui/data-table.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { differencesQuery, type Applied } from './api.js';
import { IncludeDialog } from './include-dialog.js';

type Row = ReclusterDifference;

function Side({ side, linked }: { side: Row['from']; linked: boolean }) {
  const { t } = useTranslation('groups');
  const { incident } = useNamedIncident(side.incidentId);
  return (
    <div className="rc-side">
      {side.id !== null && linked ? (
        <Link to="/groups/$id" params={{ id: side.id }}>
          {side.title}
        </Link>
      ) : (
        <span>{side.title}</span>
      )}
      <span className="muted num">
        {side.id === null ? t('recluster.new', { after: count(side.after) }) : `${count(side.before)} → ${count(side.after)}`}
      </span>
      {incident !== null && <Badge tone="s2">{incident.no}</Badge>}
      {side.object !== null && <Badge tone="accent">{side.object}</Badge>}
    </div>
  );
}

/** That it shrinks an incident which people declared is said in the row itself, with the way to include it all the same. */
function Shrinks({ row, onInclude }: { row: Row; onInclude: ((row: Row) => void) | null }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { incident } = useNamedIncident(row.from.incidentId);
  const words = { no: incident?.no ?? '—', n: counted('complaints', row.complaints) };
  return (
    <div className="rc-warning">
      <TriangleAlert size={15} aria-hidden="true" />
      <span>{t(row.blocked === 'declared' ? 'recluster.blocked.declared' : 'recluster.declared.applied', words)}</span>
      {row.blocked === 'declared' && onInclude !== null && (
        <Button size="sm" writes aria-label={t('recluster.declared.includeOne', words)} onClick={() => onInclude(row)}>
          {t('recluster.declared.include')}
        </Button>
      )}
    </div>
  );
}

function Why({ row, onInclude }: { row: Row; onInclude: ((row: Row) => void) | null }) {
  const { t } = useTranslation('groups');
  return (
    <div className="rc-why">
      {row.shrinksDeclared && <Shrinks row={row} onInclude={onInclude} />}
      {row.blocked !== null && row.blocked !== 'declared' && <p className="tone-3">{t(`recluster.blocked.${row.blocked}`)}</p>}
      <p>{row.why.map(({ reason, complaints }) => t(`recluster.reason.${reason}`, { n: count(complaints) })).join(t('recluster.and'))}</p>
      {row.terms.length > 0 && <p className="muted">{row.terms.join(' · ')}</p>}
      <ul className="rc-samples">
        {row.samples.map(({ complaintId, excerpt }) => (
          <li key={complaintId}>{excerpt}</li>
        ))}
      </ul>
    </div>
  );
}

/** What would change, or what people's decisions hold back, the largest first. */
export function DifferencesTable({ run, applied, mayDecide }: { run: ReclusterRun; applied: Applied; mayDecide: boolean }) {
  const [including, setIncluding] = useState<Row | null>(null);
  const { t } = useTranslation(['groups', 'common']);
  const counted = useCounted();
  const { data, error, isLoading, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    differencesQuery(run, applied),
  );
  if (isLoading) return <Skeleton rows={6} />;
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  if (rows.length === 0) return <EmptyState title={t(`groups:recluster.empty.${applied}`)} />;
  return (
    <div className="rc-table">
      <DataTable
        label={t(`groups:recluster.show.${applied}`)}
        rows={rows}
        rowId={({ no }) => String(no)}
        columns={[
          { id: 'kind', header: t('groups:recluster.column.kind'), cell: ({ kind }: Row) => t(`groups:recluster.kind.${kind}`) },
          {
            id: 'complaints',
            header: t('groups:recluster.column.moving'),
            cell: (row: Row) => t('groups:size', { posts: counted('posts', row.complaints), people: counted('people', row.complainants) }),
          },
          { id: 'from', header: t('groups:recluster.column.from'), cell: ({ from }: Row) => <Side side={from} linked /> },
          { id: 'into', header: t('groups:recluster.column.into'), cell: ({ into }: Row) => <Side side={into} linked /> },
          {
            id: 'why',
            header: t('groups:recluster.column.why'),
            cell: (row: Row) => <Why row={row} onInclude={mayDecide ? setIncluding : null} />,
          },
        ]}
      />
      {including !== null && <IncludeDialog run={run} row={including} onClose={() => setIncluding(null)} />}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('groups:recluster.more', { shown: count(rows.length), total: count(data?.pages[0]?.total ?? 0) })}
        </Button>
      )}
    </div>
  );
}
