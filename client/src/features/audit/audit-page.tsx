import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '@tocsin/shared/audit';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../lib/format.js';
import { http } from '../../lib/http.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { EmptyState, ErrorCard, Skeleton } from '../../ui/states.js';
import { auditQuery, queryOf, type AuditFilter } from './api.js';
import { AuditFilters } from './audit-filters.js';
import './audit.css';
import { EntryDialog, EntrySaid } from './entry-view.js';
import { useAuditWords, type Names } from './use-words.js';

const short = (hash: string): string => `${hash.slice(0, 8)}…${hash.slice(-4)}`;

function useColumns(names: Names, onShow: (entry: AuditEntry) => void) {
  const { t } = useTranslation('audit');
  const words = useAuditWords(names);
  return [
    { id: 'at', header: t('time'), cell: (entry: AuditEntry) => <span className="audit__at">{dateTime(entry.at)}</span> },
    {
      id: 'actor',
      header: t('actor'),
      cell: (entry: AuditEntry) => (
        <span className="audit__actor">
          {words.actor(entry)}
          {entry.actor.kind === 'key' && <span className="muted"> {t('kind.key')}</span>}
        </span>
      ),
    },
    { id: 'action', header: t('action'), cell: (entry: AuditEntry) => <EntrySaid entry={entry} names={names} /> },
    {
      id: 'detail',
      header: t('detail'),
      hideHeader: true,
      cell: (entry: AuditEntry) => (
        <Button variant="link" aria-label={t('show', { seq: entry.seq })} onClick={() => onShow(entry)}>
          #{entry.seq}
        </Button>
      ),
    },
  ];
}

export function AuditPage({ filter, onFilter }: { filter: AuditFilter; onFilter: (filter: AuditFilter) => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const audit = useInfiniteQuery(auditQuery(filter));
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const pages = audit.data?.pages ?? [];
  const names = Object.assign({}, ...pages.map((page) => page.names)) as Names;
  const columns = useColumns(names, setShown);
  const entries = pages.flatMap((page) => page.items);
  const head = pages[0]?.head;
  const narrowed = Object.keys(queryOf(filter)).length > 0;
  return (
    <>
      <AuditFilters filter={filter} onChange={onFilter} />
      {head !== undefined && (
        <p className="audit__head">
          <span className="muted mono" title={head.witness}>
            {t('head', { seq: head.seq, hash: short(head.hash) })}
          </span>
          <a href={http.url('/audit/export')} download="audit.ndjson">
            {t('export')}
          </a>
        </p>
      )}
      {audit.isPending && <Skeleton rows={8} />}
      {audit.isError && <ErrorCard error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isSuccess && entries.length === 0 && (
        <EmptyState title={narrowed ? t('noMatch') : t('none')} {...(narrowed ? { hint: t('noMatchHint') } : {})} />
      )}
      {entries.length > 0 && <DataTable label={t('title')} columns={columns} rows={entries} rowId={(entry) => String(entry.seq)} />}
      {audit.hasNextPage && (
        <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('common:action.loadMore')}
        </Button>
      )}
      {shown !== null && <EntryDialog entry={shown} names={names} onClose={() => setShown(null)} />}
    </>
  );
}
