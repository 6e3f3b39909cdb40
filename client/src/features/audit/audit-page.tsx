import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '@tocsin/shared/audit';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../lib/format.js';
import { http } from '../../lib/http.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { Dialog } from '../../ui/dialog.js';
import { EmptyState, ErrorCard, Skeleton } from '../../ui/states.js';
import { Toolbar } from '../../ui/toolbar.js';
import { auditQuery } from './api.js';
import './audit.css';

const short = (hash: string): string => `${hash.slice(0, 8)}…${hash.slice(-4)}`;

function EntryDialog({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation('audit');
  return (
    <Dialog open title={`#${entry.seq} ${entry.action}`} onClose={onClose}>
      <pre className="audit__detail mono" tabIndex={0}>
        {JSON.stringify(entry.detail, null, 2)}
      </pre>
      <dl className="audit__hashes">
        <dt>{t('hash')}</dt>
        <dd className="mono">{entry.hash}</dd>
        <dt>{t('prevHash')}</dt>
        <dd className="mono">{entry.prevHash}</dd>
        {entry.requestId !== null && (
          <>
            <dt>{t('request')}</dt>
            <dd className="mono">{entry.requestId}</dd>
          </>
        )}
      </dl>
    </Dialog>
  );
}

function useColumns(onShow: (entry: AuditEntry) => void) {
  const { t } = useTranslation('audit');
  return [
    { id: 'seq', header: '#', cell: (entry: AuditEntry) => entry.seq },
    { id: 'at', header: t('time'), cell: (entry: AuditEntry) => dateTime(entry.at) },
    {
      id: 'actor',
      header: t('actor'),
      cell: (entry: AuditEntry) => (
        <>
          {entry.actor.name} <span className="muted">{t(`kind.${entry.actor.kind}`)}</span>
        </>
      ),
    },
    { id: 'action', header: t('action'), cell: (entry: AuditEntry) => <code className="mono">{entry.action}</code> },
    {
      id: 'subject',
      header: t('subject'),
      cell: (entry: AuditEntry) =>
        entry.subject === null ? '—' : <span className="mono muted">{`${entry.subject.type} ${entry.subject.id.slice(0, 13)}`}</span>,
    },
    { id: 'chain', header: t('chain'), cell: (entry: AuditEntry) => <span className="mono muted">{short(entry.hash)}</span> },
    {
      id: 'detail',
      header: t('detail'),
      cell: (entry: AuditEntry) => (
        <Button variant="link" aria-label={t('show', { seq: entry.seq })} onClick={() => onShow(entry)}>
          {t('detail')}
        </Button>
      ),
    },
  ];
}

export function AuditPage({ action, onAction }: { action: string; onAction: (action: string) => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const audit = useInfiniteQuery(auditQuery(action));
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const columns = useColumns(setShown);
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? [];
  const head = audit.data?.pages[0]?.head;
  return (
    <>
      <Toolbar
        search={{ label: t('filter'), value: action, onChange: onAction }}
        actions={
          head !== undefined && (
            <>
              <span className="muted mono" title={head.witness}>
                {t('head', { seq: head.seq, hash: short(head.hash) })}
              </span>
              <a href={http.url('/audit/export')} download="audit.ndjson">
                {t('export')}
              </a>
            </>
          )
        }
      />
      {audit.isPending && <Skeleton rows={8} />}
      {audit.isError && <ErrorCard error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isSuccess && entries.length === 0 && <EmptyState title={t('none')} />}
      {entries.length > 0 && <DataTable label={t('title')} columns={columns} rows={entries} rowId={(entry) => String(entry.seq)} />}
      {audit.hasNextPage && (
        <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('common:action.loadMore')}
        </Button>
      )}
      {shown !== null && <EntryDialog entry={shown} onClose={() => setShown(null)} />}
    </>
  );
}
