import { Link } from '@tanstack/react-router';
import { BACKTEST_CHANGES, type Backtest, type BacktestAlarm, type BacktestChange, type BacktestRow } from '@tocsin/shared/incidents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { Badge, type Tone } from '../../../ui/badge.js';
import { DataTable } from '../../../ui/data-table.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { EmptyState } from '../../../ui/states.js';
import { Time, useSpan } from '../../../ui/time.js';
import { rowsOf, type Shown } from './rows.rules.js';

const TONE: Record<BacktestChange, Tone> = { newly: 's3', 'no-longer': 's2', earlier: 'accent', later: 'accent', same: 'quiet' };

function Alarm({ alarm }: { alarm: BacktestAlarm | null }) {
  const { t } = useTranslation(['admin', 'domain']);
  if (alarm === null) return <span className="muted">{t('backtest.rows.never')}</span>;
  const { rule, value, threshold } = alarm;
  return (
    <>
      <Time at={alarm.at} />
      <br />
      <span className="muted">
        {t('backtest.rows.cause', { rule: t(`domain:rule.${rule}`), value: count(value), threshold: count(threshold) })}
      </span>
    </>
  );
}

function Subject({ row: { group, incident } }: { row: BacktestRow }) {
  if (incident === null)
    return (
      <Link to="/groups/$id" params={{ id: group.id }}>
        {group.title}
      </Link>
    );
  return (
    <Link to="/incidents/$no/$tab" params={{ no: incident.no, tab: 'situation' }}>
      <span className="mono">{incident.no}</span> {incident.title}
    </Link>
  );
}

function Became({ row: { incident } }: { row: BacktestRow }) {
  const { t } = useTranslation(['admin', 'domain']);
  if (incident === null) return <span className="muted">{t('backtest.rows.noIncident')}</span>;
  if (incident.noise !== null) return <Badge>{t(`backtest.rows.noise.${incident.noise}`)}</Badge>;
  return <>{t(`domain:incidentState.${incident.state}`)}</>;
}

function Shift({ row: { draft, inForce } }: { row: BacktestRow }) {
  const { t } = useTranslation('admin');
  const span = useSpan();
  if (draft === null || inForce === null) return null;
  const ms = Date.parse(draft.at) - Date.parse(inForce.at);
  if (ms === 0) return null;
  return <>{ms < 0 ? t('backtest.rows.sooner', { span: span(-ms) }) : t('backtest.rows.late', { span: span(ms) })}</>;
}

function useColumns() {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'change',
      header: t('backtest.rows.show'),
      hideHeader: true,
      cell: ({ change }: BacktestRow) => <Badge tone={TONE[change]}>{t(`backtest.rows.change.${change}`)}</Badge>,
    },
    { id: 'what', header: t('backtest.rows.what'), cell: (row: BacktestRow) => <Subject row={row} /> },
    { id: 'inForce', header: t('backtest.rows.inForce'), cell: (row: BacktestRow) => <Alarm alarm={row.inForce} /> },
    { id: 'draft', header: t('backtest.rows.draft'), cell: (row: BacktestRow) => <Alarm alarm={row.draft} /> },
    { id: 'shift', header: t('backtest.rows.shift'), cell: (row: BacktestRow) => <Shift row={row} /> },
    {
      id: 'level',
      header: t('backtest.rows.level'),
      cell: ({ draft, inForce }: BacktestRow) => {
        const alarm = draft ?? inForce;
        return alarm && <SeverityBadge level={alarm.level} />;
      },
    },
    { id: 'became', header: t('backtest.rows.became'), cell: (row: BacktestRow) => <Became row={row} /> },
  ];
}

export function BacktestRows({ result }: { result: Backtest }) {
  const { t } = useTranslation('admin');
  const columns = useColumns();
  const [shown, setShown] = useState<Shown>('all');
  const { list, total } = rowsOf(result, shown);
  return (
    <section className="bt-rows">
      <div className="bt-rows__head">
        <h3>{t('backtest.rows.title')}</h3>
        <SegmentedControl<Shown>
          label={t('backtest.rows.show')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: t('backtest.rows.all'), count: rowsOf(result, 'all').total },
            ...BACKTEST_CHANGES.map((change) => ({
              value: change,
              label: t(`backtest.rows.change.${change}`),
              count: result.changes[change] ?? 0,
            })),
          ]}
        />
      </div>
      {total === 0 && <EmptyState title={t('backtest.rows.empty')} />}
      {list.length > 0 && (
        <DataTable
          label={t('backtest.rows.title')}
          columns={columns}
          rows={list}
          rowId={({ group, incident }) => incident?.id ?? group.id}
        />
      )}
      {total > list.length && <p className="muted">{t('backtest.rows.cut', { n: count(list.length), total: count(total) })}</p>}
    </section>
  );
}
