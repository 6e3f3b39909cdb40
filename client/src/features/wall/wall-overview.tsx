import type { IncidentSummary, Overview } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { ChannelVelocity } from '../../ui/chart/index.js';
import { KpiStrip, type KpiItem } from '../../ui/kpi-strip.js';
import { SituationMap } from '../../ui/map/index.js';
import { Panel } from '../../ui/panel.js';
import { LiveNumber, StatDelta } from '../../ui/stat-delta.js';
import { count } from '../../lib/format.js';
import { WallDeadlines, WallEvents } from './wall-events.js';
import { WallIncidents } from './wall-incidents.js';
import { SHOWN } from './wall.rules.js';

function useKpis(overview: Overview): KpiItem[] {
  const { t } = useTranslation('overview');
  const grave = overview.grave > 0;
  const safety = overview.incidents.reduce((n, { metrics }) => n + metrics.safety, 0);
  return [
    {
      key: 'active',
      label: t('kpi.active'),
      value: <LiveNumber value={overview.active} />,
      note: <span className={grave ? 'tone-1' : 'muted'}>{t('kpi.grave', { n: overview.grave })}</span>,
      lead: true,
      tone: grave ? 's1' : 'accent',
    },
    { key: 'today', label: t('kpi.today'), value: <LiveNumber value={overview.today} /> },
    {
      key: 'velocity',
      label: t('kpi.velocity'),
      value: <LiveNumber value={overview.lastTenMinutes} />,
      unit: t('kpi.perTen'),
      note: <StatDelta value={overview.lastTenMinutes - overview.previousTenMinutes} unit={t('kpi.before')} />,
    },
    {
      key: 'safety',
      label: t('kpi.safety'),
      value: <LiveNumber value={safety} />,
      note: t('kpi.safetyNote'),
      alarm: safety > 0,
    },
    { key: 'unanswered', label: t('kpi.unanswered'), value: <LiveNumber value={overview.unanswered24h} /> },
    { key: 'ungrouped', label: t('kpi.ungrouped'), value: <LiveNumber value={overview.ungrouped} />, note: t('kpi.ungroupedNote') },
    { key: 'backlog', label: t('kpi.backlog'), value: <LiveNumber value={overview.backlog} />, note: t('kpi.backlogNote') },
  ];
}

export function WallOverview({ overview, incidents }: { overview: Overview; incidents: readonly IncidentSummary[] }) {
  const { t } = useTranslation(['wall', 'overview']);
  const kpis = useKpis(overview);
  return (
    <>
      <KpiStrip label={t('overview:kpi.label')} items={kpis} />
      <div className="wall-grid">
        <Panel
          className="wall-grid__incidents"
          title={t('overview:incidents')}
          meta={t('overview:incidentsMeta', { n: incidents.length })}
          padding="flush"
        >
          <WallIncidents incidents={incidents.slice(0, SHOWN)} />
        </Panel>
        <Panel
          className="wall-grid__map"
          title={t('overview:map')}
          meta={overview.unlocated > 0 ? t('unlocated', { n: count(overview.unlocated) }) : undefined}
          padding="flush"
        >
          <SituationMap title={t('overview:map')} areas={overview.areas} unlocated={0} labels={6} display />
        </Panel>
        <Panel
          className="wall-grid__velocity"
          title={t('overview:velocity')}
          meta={t('overview:velocityMeta', { minutes: overview.velocity.bucketSeconds / 60 })}
          padding="flush"
        >
          <ChannelVelocity velocity={overview.velocity} />
        </Panel>
        <Panel className="wall-grid__events" title={t('events')} padding="flush">
          <WallEvents incidents={incidents} />
        </Panel>
      </div>
      <WallDeadlines incidents={incidents} />
    </>
  );
}
