import { Link } from '@tanstack/react-router';
import type { SetAside } from '@tocsin/shared/clustering';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DataTable, type DataColumn } from '../../ui/data-table.js';
import { Time } from '../../ui/time.js';
import { kindOf } from './error-words.rules.js';

export interface TableProps {
  rows: readonly SetAside[];
  ticked: ReadonlySet<string>;
  onTick: (id: string) => void;
  /** Null for people who may look and not retry. */
  onRetry: ((one: SetAside) => void) | null;
  busy: boolean;
}

function What({ error }: Pick<SetAside, 'error'>) {
  const { t } = useTranslation('setAside');
  return (
    <span className="sa-error">
      <span>{t(`error.${kindOf(error)}`)}</span>
      <code className="muted">
        {error.class}
        {error.message === '' ? '' : `: ${error.message}`}
      </code>
    </span>
  );
}

function StateBadge({ one }: { one: SetAside }) {
  const { t } = useTranslation('setAside');
  const tone = one.state === 'resolved' ? 'ok' : one.state === 'retrying' ? 'accent' : 's3';
  return <Badge tone={tone}>{t(`state.${one.state}`)}</Badge>;
}

function useColumns({ ticked, onTick, onRetry, busy }: Omit<TableProps, 'rows'>): DataColumn<SetAside>[] {
  const { t } = useTranslation('setAside');
  const tick: DataColumn<SetAside> = {
    id: 'tick',
    header: t('column.tick'),
    hideHeader: true,
    cell: (one) =>
      one.state === 'waiting' && (
        <input
          type="checkbox"
          className="check__box"
          aria-label={t('tick', { no: one.receiptNo })}
          checked={ticked.has(one.id)}
          onChange={() => onTick(one.id)}
        />
      ),
  };
  const retry: DataColumn<SetAside> = {
    id: 'retry',
    header: t('retry'),
    hideHeader: true,
    cell: (one) =>
      one.state === 'waiting' && (
        <Button
          size="sm"
          writes
          busy={busy}
          icon={<RotateCw size={13} aria-hidden="true" />}
          aria-label={t('retryOne', { no: one.receiptNo })}
          onClick={() => onRetry?.(one)}
        >
          {t('retry')}
        </Button>
      ),
  };
  const columns: DataColumn<SetAside>[] = [
    {
      id: 'complaint',
      header: t('column.complaint'),
      cell: (one) => (
        <Link to="/inbox" search={{ q: one.receiptNo, id: one.complaintId }} className="mono">
          {one.receiptNo}
        </Link>
      ),
    },
    { id: 'stage', header: t('column.stage'), cell: (one) => <span title={t(`means.${one.stage}`)}>{t(`stage.${one.stage}`)}</span> },
    { id: 'error', header: t('column.error'), cell: (one) => <What error={one.error} /> },
    { id: 'since', header: t('column.since'), cell: (one) => <Time at={one.setAsideAt} relative /> },
    { id: 'attempts', header: t('column.attempts'), cell: (one) => t('attempts', { count: one.attempts, n: count(one.attempts) }) },
    { id: 'state', header: t('column.state'), cell: (one) => <StateBadge one={one} /> },
  ];
  return onRetry === null ? columns : [tick, ...columns, retry];
}

export function SetAsideTable({ rows, ...rest }: TableProps) {
  const { t } = useTranslation('setAside');
  return (
    <div className="sa-table">
      <DataTable label={t('title')} columns={useColumns(rest)} rows={rows} rowId={(one) => one.id} />
    </div>
  );
}
