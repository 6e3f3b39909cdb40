import type { IncidentSituation, IncidentSummary } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { count, money, percent } from '../../lib/format.js';
import { DemandMix } from '../../ui/chart/index.js';
import { KpiStrip, type KpiItem } from '../../ui/kpi-strip.js';
import { SituationMap } from '../../ui/map/index.js';
import { Panel } from '../../ui/panel.js';
import { SeverityBadge } from '../../ui/severity.js';
import type { SparkTone } from '../../ui/spark.js';
import { LiveNumber } from '../../ui/stat-delta.js';
import { Skeleton } from '../../ui/states.js';
import { useNow, useSpan } from '../../ui/time.js';
import { WallCurve } from './wall-curve.js';

const DEMANDS = 6;

function useKpis({ severity }: IncidentSummary, metrics: IncidentSummary['metrics']): KpiItem[] {
  const { t } = useTranslation('incidents');
  const counted = useCounted();
  const heated = (metrics.emotion.anger ?? 0) + (metrics.emotion.exposure ?? 0);
  return [
    {
      key: 'all',
      label: t('kpi.all', { people: counted('people', metrics.complainants) }),
      value: <LiveNumber value={metrics.posts} />,
      unit: t('kpi.pieces'),
      note: t('kpi.lastTen', { n: count(metrics.lastTenMinutes) }),
      lead: true,
      tone: severity.level.toLowerCase() as SparkTone,
    },
    {
      key: 'unanswered',
      label: t('kpi.unanswered'),
      value: <LiveNumber value={metrics.unanswered} />,
      unit: t('kpi.pieces'),
      note: t('kpi.over24h', { n: count(metrics.unanswered24h) }),
    },
    { key: 'heated', label: t('kpi.heated'), value: percent(metrics.complaints === 0 ? 0 : heated / metrics.complaints) },
    {
      key: 'grave',
      label: t('kpi.grave'),
      value: <LiveNumber value={metrics.safety} />,
      unit: t('kpi.pieces'),
      note: t('kpi.graveNote', { legal: count(metrics.legal) }),
      alarm: metrics.safety > 0,
    },
    { key: 'claimed', label: t('kpi.claimed'), value: money(metrics.claimed) },
  ];
}

function Channels({ channels }: Pick<IncidentSituation, 'channels'>) {
  const { t } = useTranslation('domain');
  const top = Math.max(1, ...channels.map((one) => one.count));
  return (
    <ul className="wall-channels">
      {channels
        .toSorted((a, b) => b.count - a.count)
        .map(({ channel, count: n }) => (
          <li key={channel}>
            <span className="clip">{t(`channel.${channel}`)}</span>
            <span className="wall-channels__track" aria-hidden="true">
              <i style={{ width: `${(n / top) * 100}%` }} />
            </span>
            <b>{count(n)}</b>
          </li>
        ))}
    </ul>
  );
}

function Panels({ situation }: { situation: IncidentSituation }) {
  const { t } = useTranslation(['incidents', 'domain', 'wall']);
  const { metrics, demands, velocity } = situation;
  return (
    <div className="wall-grid wall-grid--one">
      <Panel
        className="wall-grid__map"
        title={t('map.title')}
        meta={metrics.unlocated > 0 ? t('wall:unlocated', { n: count(metrics.unlocated) }) : undefined}
        padding="flush"
      >
        <SituationMap title={t('map.title')} areas={situation.areas} unlocated={0} labels={6} display />
      </Panel>
      <Panel
        className="wall-grid__velocity"
        title={t('velocity.title')}
        meta={t('velocity.meta', { minutes: count(velocity.bucketSeconds / 60) })}
        padding="flush"
      >
        <WallCurve velocity={velocity} />
      </Panel>
      <Panel className="wall-grid__demands" title={t('demands.title')} padding="flush">
        <DemandMix
          title={t('demands.title')}
          items={demands.slice(0, DEMANDS).map(({ demand, share, changeOneHour }) => ({
            key: demand,
            label: t(`domain:demand.${demand}`),
            share,
            changePoints: Math.round(changeOneHour * 100),
          }))}
        />
      </Panel>
      <Panel className="wall-grid__channels" title={t('channels.title')} padding="flush">
        <Channels channels={situation.channels} />
      </Panel>
    </div>
  );
}

export interface WallSituationProps {
  incident: IncidentSummary;
  /** Until it has come, the numbers of the overview stand for it. */
  situation: IncidentSituation | undefined;
}

export function WallSituation({ incident, situation }: WallSituationProps) {
  const { t } = useTranslation(['overview', 'domain']);
  const now = useNow(10_000);
  const span = useSpan();
  const kpis = useKpis(incident, situation?.metrics ?? incident.metrics);
  return (
    <>
      <div className="wall-one">
        <SeverityBadge level={incident.severity.level} />
        <h2 className="wall-one__title clip">{incident.title}</h2>
        <span className="wall-one__facts">
          {incident.no} · {t(`domain:incidentState.${incident.state}`)} ·{' '}
          {t('lasting', { span: span(now - Date.parse(incident.detectedAt)) })}
        </span>
      </div>
      <KpiStrip label={t('kpi.label')} items={kpis} />
      {situation === undefined ? <Skeleton rows={8} height={60} /> : <Panels situation={situation} />}
    </>
  );
}
