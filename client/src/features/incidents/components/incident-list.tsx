import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../../live/index.js';
import { count } from '../../../lib/format.js';
import { cx } from '../../../ui/classes.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { Kbd } from '../../../ui/kbd.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { Spark, type SparkTone } from '../../../ui/spark.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { Countdown } from '../../../ui/time.js';
import { incidentsQuery, segmentOf, useLiveOverview, type SegmentName } from '../api.js';
import { holdOrder, sortIncidents, type RailSort } from './incident-list.rules.js';
import './incident-list.css';
import { SafetyMark } from './safety-mark.js';
import { Unread } from '../attention/unread.js';

const SEGMENT_NAMES: readonly SegmentName[] = ['active', 'watching', 'after', 'dismissed'];
const SORTS: readonly RailSort[] = ['danger', 'velocity', 'severity', 'deadline'];
const IDLE_MS = 5_000;

/** Rows change places only when nobody has touched the list for five seconds. */
function useHeldOrder(sorted: readonly IncidentSummary[], key: string): { rows: IncidentSummary[]; touch: () => void } {
  const [held, setHeld] = useState<{ key: string; ids: string[] }>({ key, ids: [] });
  const touched = useRef(0);
  const newest = useRef(sorted);
  useEffect(() => {
    newest.current = sorted;
  }, [sorted]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() - touched.current >= IDLE_MS) setHeld({ key, ids: newest.current.map(({ id }) => id) });
    }, 1_000);
    return () => clearInterval(timer);
  }, [key]);
  const touch = (): void => {
    touched.current = Date.now();
  };
  return { rows: held.key === key ? holdOrder(held.ids, sorted) : [...sorted], touch };
}

function Row({ incident, open }: { incident: IncidentSummary; open: boolean }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const { metrics, severity } = incident;
  const tone = severity.level.toLowerCase() as SparkTone;
  const rate = metrics.lastTenMinutes;
  const rising = rate > metrics.previousTenMinutes;
  return (
    <Link
      to="/incidents/$no/$tab"
      params={{ no: incident.no, tab: 'situation' }}
      search={(before) => ({ segment: before.segment, order: before.order })}
      className={cx('inc-row', `inc-row--${tone}`, metrics.safety > 0 && 'inc-row--alarm', open && 'inc-row--open')}
      aria-current={open ? 'page' : undefined}
      title={incident.title}
    >
      <span className="inc-row__title">
        <span className="clip">{incident.title}</span>
        <Unread id={incident.id} />
        <SafetyMark n={metrics.safety} />
      </span>
      <span className="inc-row__facts">
        <span className="inc-row__full">
          <SeverityBadge level={severity.level} />
        </span>
        <span className="inc-row__short" aria-hidden="true">
          <SeverityBadge level={severity.level} short />
        </span>
        <span className="inc-row__count">{t('rail.count', { n: count(metrics.complaints) })}</span>
      </span>
      <span className="inc-row__spark">
        <Spark values={metrics.spark} tone={tone} width={64} height={24} />
      </span>
      <span className="inc-row__foot">
        <span className="clip">
          {incident.no.replace(/^INC-/, '')} · {t(`domain:incidentState.${incident.state}`)}
          {incident.nextDeadline !== null && (
            <>
              {' · '}
              {incident.nextDeadline.title} <Countdown until={incident.nextDeadline.at} />
            </>
          )}
        </span>
        <span className={cx('inc-row__rate', rising && `tone-${severity.level.slice(1)}`)}>
          {rate > 0 ? t(rising ? 'rail.rising' : 'rail.falling', { n: count(rate) }) : t('rail.flat')}
        </span>
      </span>
    </Link>
  );
}

export interface IncidentListProps {
  openNo: string | null;
  segment: SegmentName;
  sort: RailSort;
  onSegment: (segment: SegmentName) => void;
  onSort: (sort: RailSort) => void;
}

export function IncidentList({ openNo, segment, sort, onSegment, onSort }: IncidentListProps) {
  const { t } = useTranslation(['incidents', 'shell']);
  const navigate = useNavigate();
  const { data, error, isLoading, refetch } = useQuery(incidentsQuery(useLive()));
  useLiveOverview();
  const all = data ?? [];
  const inside = (name: SegmentName): IncidentSummary[] => all.filter((incident) => segmentOf(incident) === name);
  const { rows, touch } = useHeldOrder(sortIncidents(inside(segment), sort), `${segment}-${sort}`);
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex(({ no }) => no === openNo);
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next !== undefined) void navigate({ to: '/incidents/$no/$tab', params: { no: next.no, tab: 'situation' } });
  };
  useCommands([
    { id: 'rail-next', label: t('rail.next'), group: 'list', keys: 'j', palette: false, run: () => step(1) },
    { id: 'rail-previous', label: t('rail.previous'), group: 'list', keys: 'k', palette: false, run: () => step(-1) },
  ]);
  return (
    <div className="inc-list" onPointerMove={touch} onKeyDown={touch}>
      <header className="inc-list__head">
        <h2 className="inc-list__title">
          {t('shell:rail.label')} <span className="muted">{all.length}</span>
        </h2>
        <SegmentedControl
          label={t('rail.segments')}
          value={segment}
          onChange={onSegment}
          stretch
          options={SEGMENT_NAMES.map((name) => ({
            value: name,
            label: [t(`rail.segment.${name}`), inside(name).length || ''].join(' ').trim(),
          }))}
        />
        <div className="inc-list__order">
          <label className="inc-list__sort">
            <span className="sr-only">{t('rail.sortLabel')}</span>
            <select value={sort} onChange={(event) => onSort(event.target.value as RailSort)}>
              {SORTS.map((name) => (
                <option key={name} value={name}>
                  {t(`rail.sort.${name}`)}
                </option>
              ))}
            </select>
          </label>
          <span className="inc-list__keys">
            <Kbd keys="j" /> <Kbd keys="k" /> {t('rail.move')}
          </span>
        </div>
      </header>
      <nav className="inc-list__rows" aria-label={t('shell:rail.label')}>
        {isLoading && <Skeleton rows={6} height={56} />}
        {error !== null && data === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {data !== undefined && rows.length === 0 && (
          <EmptyState hint={segment === 'active' ? t('rail.noneHint') : undefined} title={t(`rail.none.${segment}`)} />
        )}
        {rows.map((incident) => (
          <Row key={incident.id} incident={incident} open={incident.no === openNo} />
        ))}
      </nav>
    </div>
  );
}
