import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { SAFETY_FLAGS } from '@tocsin/shared/complaints';
import type { IncidentSummary, Overview } from '@tocsin/shared/incidents';
import { startOfDay } from '@tocsin/shared/kernel';
import { OVERVIEW } from '@tocsin/shared/live';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../../live/index.js';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { ChannelVelocity } from '../../../ui/chart/index.js';
import { KpiStrip, type KpiItem } from '../../../ui/kpi-strip.js';
import { SituationMap } from '../../../ui/map/index.js';
import { Panel } from '../../../ui/panel.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { Spark, type SparkTone } from '../../../ui/spark.js';
import { LiveNumber, StatDelta } from '../../../ui/stat-delta.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { useNow, useSpan } from '../../../ui/time.js';
import { Feed } from '../../../ui/feed/index.js';
import { overviewQuery, useLiveOverview } from '../api.js';
import { Unread } from '../attention/unread.js';
import { SafetyMark } from '../components/safety-mark.js';
import { lastTenFrom } from '../last-ten.rules.js';
import { FeedRow } from '../situation/feed-row.js';
import { useOnPulse } from '../use-on-pulse.js';
import { useNewest } from './use-newest.js';
import './overview-view.css';

const REFRESH_MS = 5_000;
const TOP = 8;
const DAY = 86_400_000;

/** Counts of the whole house are asked for anew while complaints come in, at most every five seconds. */
function useFreshOverview() {
  const query = useQuery(overviewQuery(useLive()));
  const { refetch } = query;
  useOnPulse(OVERVIEW, REFRESH_MS, () => void refetch());
  return query;
}

function IncidentCard({ incident }: { incident: IncidentSummary }) {
  const { t } = useTranslation(['overview', 'domain', 'incidents']);
  const counted = useCounted();
  const now = useNow(10_000);
  const span = useSpan();
  const tone = incident.severity.level.toLowerCase() as SparkTone;
  const { metrics } = incident;
  return (
    <Link to="/incidents/$no/$tab" params={{ no: incident.no, tab: 'situation' }} className={`ov-inc ov-inc--${tone}`}>
      <span className="ov-inc__head">
        <SeverityBadge level={incident.severity.level} />
        <span className="ov-inc__title clip">{incident.title}</span>
        <Unread id={incident.id} />
      </span>
      <span className="ov-inc__spark">
        <Spark values={metrics.spark} tone={tone} width={120} height={34} />
      </span>
      <span className="ov-inc__figure">
        {count(metrics.complaints)} <small>{t('pieces')}</small>
      </span>
      <span className="ov-inc__facts">
        <span className="clip">
          {t(`domain:incidentState.${incident.state}`)} · {counted('people', metrics.complainants)} ·{' '}
          {t('unanswered', { n: count(metrics.unanswered) })}
        </span>
        <SafetyMark n={metrics.safety} />
      </span>
      <span className="ov-inc__foot">
        <span className="clip">
          {incident.no.replace(/^INC-/, '')} · {t('lasting', { span: span(now - Date.parse(incident.detectedAt)) })}
        </span>
        <span className="ov-inc__rate">{t('perTen', { n: count(metrics.lastTenMinutes) })}</span>
      </span>
    </Link>
  );
}

function Kpis({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const navigate = useNavigate();
  const at = Date.parse(overview.at);
  const before = (ms: number): string => new Date(at - ms).toISOString();
  const today = new Date(startOfDay(new Date(at)) * 60_000).toISOString();
  const dayAgo = before(DAY);
  const safety = overview.incidents.reduce((n, { metrics }) => n + metrics.safety, 0);
  const items: KpiItem[] = [
    {
      key: 'active',
      label: t('kpi.active'),
      value: <LiveNumber value={overview.active} />,
      note: <span className={overview.grave > 0 ? 'tone-1' : 'muted'}>{t('kpi.grave', { n: overview.grave })}</span>,
      lead: true,
      tone: overview.grave > 0 ? 's1' : 'accent',
      onOpen: () => void navigate({ to: '/incidents' }),
    },
    {
      key: 'today',
      label: t('kpi.today'),
      value: <LiveNumber value={overview.today} />,
      unit: t('kpi.perTen'),
      note: t('kpi.todayNote'),
      onOpen: () => void navigate({ to: '/inbox', search: { from: today } }),
    },
    {
      key: 'velocity',
      label: t('kpi.velocity'),
      value: <LiveNumber value={overview.lastTenMinutes} />,
      unit: t('kpi.perTen'),
      note: <StatDelta value={overview.lastTenMinutes - overview.previousTenMinutes} unit={t('kpi.before')} />,
      onOpen: () => void navigate({ to: '/inbox', search: { from: lastTenFrom(overview.at) } }),
    },
    {
      key: 'safety',
      label: t('kpi.safety'),
      value: <LiveNumber value={safety} />,
      unit: t('kpi.perTen'),
      note: t('kpi.safetyNote'),
      alarm: safety > 0,
      onOpen: () =>
        void navigate({ to: '/inbox', search: { flag: [...SAFETY_FLAGS], inOpenIncident: 'true', repost: 'false', history: 'false' } }),
    },
    {
      key: 'unanswered',
      label: t('kpi.unanswered'),
      value: <LiveNumber value={overview.unanswered24h} />,
      unit: t('kpi.perTen'),
      note: t('kpi.unansweredNote'),
      onOpen: () =>
        void navigate({
          to: '/inbox',
          search: { status: ['received', 'in_progress'], from: before(30 * DAY), to: dayAgo, sort: 'oldest' },
        }),
    },
    {
      key: 'ungrouped',
      label: t('kpi.ungrouped'),
      value: <LiveNumber value={overview.ungrouped} />,
      note: t('kpi.ungroupedNote'),
      onOpen: () => void navigate({ to: '/inbox', search: { inIncident: 'false', from: today } }),
    },
    { key: 'backlog', label: t('kpi.backlog'), value: <LiveNumber value={overview.backlog} />, note: t('kpi.backlogNote') },
  ];
  return <KpiStrip label={t('kpi.label')} items={items} />;
}

/** `notice`: what another part of the product has to say above the figures. */
export function OverviewView({ notice }: { notice: ReactNode }) {
  const { t } = useTranslation('overview');
  const navigate = useNavigate();
  useLiveOverview();
  const { data, error, refetch } = useFreshOverview();
  const newest = useNewest();
  if (data === undefined)
    return error === null ? <Skeleton rows={6} height={90} /> : <ErrorCard error={error} onRetry={() => void refetch()} />;
  return (
    <div className="overview">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="overview__top">
        {notice}
        <Kpis overview={data} />
      </div>
      <div className="overview__grid">
        <Panel
          className="overview__incidents"
          title={t('incidents')}
          meta={t('incidentsMeta', { n: data.incidents.length })}
          padding="flush"
          scroll
        >
          {data.incidents.length === 0 ? (
            <EmptyState title={t('calm')} hint={t('calmHint')} />
          ) : (
            data.incidents.slice(0, TOP).map((incident) => <IncidentCard key={incident.id} incident={incident} />)
          )}
        </Panel>
        <Panel className="overview__map" title={t('map')} padding="flush">
          <SituationMap
            title={t('map')}
            areas={data.areas}
            unlocated={data.unlocated}
            onUnlocated={() =>
              void navigate({ to: '/inbox', search: { located: 'false', inOpenIncident: 'true', repost: 'false', history: 'false' } })
            }
            onArea={({ adcode }) =>
              void navigate({ to: '/inbox', search: { adcode, inOpenIncident: 'true', repost: 'false', history: 'false' } })
            }
          />
        </Panel>
        <Panel className="overview__feed" title={t('feed')} padding="flush">
          <Feed
            label={t('feed')}
            items={newest}
            idOf={(row) => row.id}
            render={(row) => <FeedRow row={row} />}
            empty={<EmptyState title={t('feedEmpty')} />}
          />
        </Panel>
        <Panel
          className="overview__velocity"
          title={t('velocity')}
          meta={t('velocityMeta', { minutes: data.velocity.bucketSeconds / 60 })}
          padding="flush"
        >
          <ChannelVelocity velocity={data.velocity} />
        </Panel>
      </div>
    </div>
  );
}
