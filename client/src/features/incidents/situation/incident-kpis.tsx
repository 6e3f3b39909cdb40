import { useNavigate } from '@tanstack/react-router';
import type { IncidentDetail, IncidentSituation } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { clock, compact, count, moneyCompact, percent } from '../../../lib/format.js';
import { KpiStrip, type KpiItem } from '../../../ui/kpi-strip.js';
import type { SparkTone } from '../../../ui/spark.js';
import { LiveNumber } from '../../../ui/stat-delta.js';

interface Search {
  status?: ['received'];
  emotion?: ('anger' | 'exposure')[];
  channel?: ['regulator'];
  sort?: 'newest';
}

function peakTime(situation: IncidentSituation): string | null {
  const top = situation.velocity.buckets.reduce<{ at: string; count: number } | null>(
    (a, b) => (a === null || b.count > a.count ? b : a),
    null,
  );
  return top === null || top.count === 0 ? null : clock(top.at);
}

/** The seven figures that say how bad it is and whether it turns; each leads to the complaints behind it. */
export function IncidentKpis({ incident, situation }: { incident: IncidentDetail; situation: IncidentSituation }) {
  const { t } = useTranslation('incidents');
  const navigate = useNavigate();
  const { metrics } = incident;
  const open = (search: Search) => (): void =>
    void navigate({ to: '/incidents/$no/$tab', params: { no: incident.no, tab: 'complaints' }, search });
  const heated = (metrics.emotion.anger ?? 0) + (metrics.emotion.exposure ?? 0);
  const share = (n: number): string => percent(metrics.complaints === 0 ? 0 : n / metrics.complaints);
  const tone = incident.severity.level.toLowerCase() as SparkTone;
  const peak = peakTime(situation);
  const fromPeak = metrics.peakTenMinutes === 0 ? 0 : Math.round((metrics.lastTenMinutes / metrics.peakTenMinutes - 1) * 100);
  const items: KpiItem[] = [
    {
      key: 'all',
      label: t('kpi.all', { people: count(metrics.complainants) }),
      value: <LiveNumber value={metrics.posts} />,
      unit: t('kpi.pieces'),
      note: t('kpi.lastTen', { n: count(metrics.lastTenMinutes) }),
      spark: metrics.spark,
      tone,
      lead: true,
      onOpen: open({ sort: 'newest' }),
    },
    {
      key: 'peak',
      label: t('kpi.fromPeak'),
      value: `${fromPeak}`.replace('-', '−'),
      unit: '%',
      note: peak === null ? t('kpi.noPeak') : t('kpi.peakAt', { at: peak, n: count(metrics.peakTenMinutes) }),
      spark: metrics.spark,
      tone: fromPeak <= -20 ? 'ok' : 's2',
    },
    {
      key: 'unanswered',
      label: t('kpi.unanswered'),
      value: <LiveNumber value={metrics.unanswered} />,
      unit: t('kpi.pieces'),
      note: <span className={metrics.unanswered24h > 0 ? 'tone-1' : 'muted'}>{t('kpi.over24h', { n: count(metrics.unanswered24h) })}</span>,
      onOpen: open({ status: ['received'] }),
    },
    {
      key: 'repeat',
      label: t('kpi.repeat'),
      value: metrics.complainants === 0 ? '0%' : percent(metrics.repeatComplainants / metrics.complainants, 1),
      note: t('kpi.repeatNote', { n: count(metrics.repeatComplainants) }),
    },
    {
      key: 'heated',
      label: t('kpi.heated'),
      value: share(heated),
      note: t('kpi.heatedNote', { anger: count(metrics.emotion.anger ?? 0), exposure: count(metrics.emotion.exposure ?? 0) }),
      onOpen: open({ emotion: ['anger', 'exposure'] }),
    },
    {
      key: 'grave',
      label: t('kpi.grave'),
      value: <LiveNumber value={metrics.safety + metrics.legal} />,
      unit: t('kpi.pieces'),
      note: t('kpi.graveNote', { safety: count(metrics.safety), legal: count(metrics.legal) }),
    },
    { key: 'claimed', label: t('kpi.claimed'), value: moneyCompact(metrics.claimed), note: t('kpi.reach', { n: compact(metrics.reach) }) },
  ];
  return <KpiStrip label={t('kpi.label')} items={items} />;
}
