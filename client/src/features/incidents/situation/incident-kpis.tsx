import { useNavigate } from '@tanstack/react-router';
import { SAFETY_FLAGS, type Flag } from '@tocsin/shared/complaints';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { compact, count, moneyCompact, percent, signed } from '../../../lib/format.js';
import { KpiStrip, type KpiItem } from '../../../ui/kpi-strip.js';
import type { SparkTone } from '../../../ui/spark.js';
import { LiveNumber } from '../../../ui/stat-delta.js';
import { lastTenFrom } from '../last-ten.rules.js';

interface Search {
  status?: ('received' | 'in_progress')[];
  emotion?: ('anger' | 'exposure')[];
  flag?: Flag[];
  sort?: 'newest';
  from?: string;
  to?: string;
  repeated?: 'true';
  repost?: 'false';
  history?: 'false';
  claims?: 'true';
}

/** The figures that say how bad it is and whether it turns; each leads to the complaints behind it. */
export function IncidentKpis({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation('incidents');
  const counted = useCounted();
  const navigate = useNavigate();
  const { metrics } = incident;
  const past = metrics.past ?? 0;
  const open = (search: Search) => (): void =>
    void navigate({ to: '/incidents/$no/$tab', params: { no: incident.no, tab: 'complaints' }, search });
  /** These figures leave out anonymous copies and past cases, and so does the list each of them leads to. */
  const distinct = (search: Search): Pick<KpiItem, 'onOpen' | 'openLabel'> => ({
    onOpen: open({ ...search, repost: 'false', history: 'false' }),
    openLabel: t('kpi.openDistinct'),
  });
  const heated = (metrics.emotion.anger ?? 0) + (metrics.emotion.exposure ?? 0);
  const share = (n: number): string => percent(metrics.complaints === 0 ? 0 : n / metrics.complaints);
  const tone = incident.severity.level.toLowerCase() as SparkTone;
  const fromPeak = metrics.peakTenMinutes === 0 ? 0 : Math.trunc((metrics.lastTenMinutes / metrics.peakTenMinutes - 1) * 100);
  const peakNote =
    metrics.peakTenMinutes === 0
      ? t('kpi.noPeak')
      : fromPeak >= 0
        ? t('kpi.atPeak')
        : t('kpi.ofPeak', { n: count(metrics.peakTenMinutes), change: `${signed(fromPeak)}%` });
  const items: KpiItem[] = [
    {
      key: 'all',
      label: t('kpi.all', { people: counted('people', metrics.complainants) }),
      value: <LiveNumber value={metrics.posts} />,
      unit: t('kpi.pieces'),
      note:
        past > 0
          ? t('kpi.distinctPast', { n: count(metrics.complaints), past: count(past) })
          : t('kpi.distinct', { n: count(metrics.complaints) }),
      spark: metrics.spark,
      tone,
      lead: true,
      onOpen: open({ sort: 'newest' }),
    },
    {
      key: 'lastTen',
      label: t('kpi.rate'),
      value: <LiveNumber value={metrics.lastTenMinutes} />,
      unit: t('kpi.pieces'),
      note: peakNote,
      tone: fromPeak <= -20 ? 'ok' : 's2',
      ...distinct({ from: lastTenFrom(metrics.at) }),
    },
    {
      key: 'unanswered',
      label: t('kpi.unanswered'),
      value: <LiveNumber value={metrics.unanswered} />,
      unit: t('kpi.pieces'),
      note: <span className={metrics.unanswered24h > 0 ? 'tone-1' : 'muted'}>{t('kpi.over24h', { n: count(metrics.unanswered24h) })}</span>,
      ...distinct({ status: ['received', 'in_progress'] }),
    },
    {
      key: 'repeat',
      label: t('kpi.repeat'),
      value: metrics.complainants === 0 ? '0%' : percent(metrics.repeatComplainants / metrics.complainants, 1),
      note: t('kpi.repeatNote', { people: counted('people', metrics.repeatComplainants) }),
      onOpen: open({ repeated: 'true' }),
    },
    {
      key: 'heated',
      label: t('kpi.heated'),
      value: share(heated),
      note: t('kpi.heatedNote', { anger: count(metrics.emotion.anger ?? 0), exposure: count(metrics.emotion.exposure ?? 0) }),
      ...distinct({ emotion: ['anger', 'exposure'] }),
    },
    {
      key: 'grave',
      label: t('kpi.grave'),
      value: <LiveNumber value={metrics.safety} />,
      unit: t('kpi.pieces'),
      note: t('kpi.graveNote', { legal: count(metrics.legal) }),
      alarm: metrics.safety > 0,
      ...distinct({ flag: [...SAFETY_FLAGS] }),
    },
    {
      key: 'claimed',
      label: t('kpi.claimed'),
      value: moneyCompact(metrics.claimed),
      note: t('kpi.reach', { people: counted('people', metrics.reach, compact) }),
      onOpen: open({ claims: 'true' }),
    },
  ];
  return <KpiStrip label={t('kpi.label')} items={items} />;
}
