import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { IncidentDetail, IncidentSituation } from '@tocsin/shared/incidents';
import { incidentStream } from '@tocsin/shared/live';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { DemandMix, VelocityChart } from '../../../ui/chart/index.js';
import { Feed, LiveToggle } from '../../../ui/feed/index.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { SituationMap, type MapMode } from '../../../ui/map/index.js';
import { Panel } from '../../../ui/panel.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { SinceStrip } from '../attention/since-strip.js';
import { situationQuery } from '../api.js';
import { useOnPulse } from '../use-on-pulse.js';
import { ChannelMix } from './channel-mix.js';
import { EmotionChain } from './emotion-chain.js';
import { FeedRow } from './feed-row.js';
import { IncidentKpis } from './incident-kpis.js';
import './situation-tab.css';

const HOURS = [1, 6, 24, 72] as const;
/** The server chooses by the age of the incident. */
const AUTO = 'auto';
const REFRESH_MS = 5_000;

/** Map, curve and mix are counted by the server: while complaints come in, they are asked for anew every five seconds, never oftener. */
function useFreshSituation(incident: IncidentDetail, hours: number | null) {
  const client = useQueryClient();
  useOnPulse(incidentStream(incident.id), REFRESH_MS, () => {
    void client.invalidateQueries({ queryKey: ['incident-situation', incident.id] });
  });
  return useQuery({ ...situationQuery(incident.id, hours), placeholderData: (before: IncidentSituation | undefined) => before });
}

function MapPanel({ incident, situation }: { incident: IncidentDetail; situation: IncidentSituation }) {
  const { t } = useTranslation('incidents');
  const navigate = useNavigate();
  const [mode, setMode] = useState<MapMode>('province');
  const counted = useCounted();
  const number = (level: string): number => situation.areas.filter((area) => area.level === level).length;
  const toComplaints = (search: { adcode?: string; located?: 'true' | 'false' }): void =>
    void navigate({
      to: '/incidents/$no/$tab',
      params: { no: incident.no, tab: 'complaints' },
      search: { ...search, repost: 'false', history: 'false' },
    });
  return (
    <Panel
      className="situation__map"
      title={t('map.title')}
      meta={t('map.meta', { provinces: counted('provinces', number('province')), cities: counted('cities', number('city')) })}
      padding="flush"
      actions={
        <SegmentedControl
          label={t('map.mode')}
          value={mode}
          onChange={setMode}
          options={[
            { value: 'province', label: t('map.province') },
            { value: 'city', label: t('map.city') },
            { value: 'heat', label: t('map.heat') },
          ]}
        />
      }
    >
      <SituationMap
        title={t('map.title')}
        areas={situation.areas}
        unlocated={situation.metrics.unlocated}
        mode={mode}
        onArea={(area) => toComplaints({ adcode: area.adcode })}
        onUnlocated={() => toComplaints({ located: 'false' })}
      />
    </Panel>
  );
}

interface VelocityPanelProps {
  incident: IncidentDetail;
  situation: IncidentSituation;
  hours: number | null;
  onHours: (hours: number | null) => void;
}

function VelocityPanel({ incident, situation, hours, onHours }: VelocityPanelProps) {
  const { t } = useTranslation(['incidents', 'domain']);
  const navigate = useNavigate();
  const { velocity, demands } = situation;
  const open = (search: { demand?: (typeof demands)[number]['demand'][]; from?: string; to?: string }): void =>
    void navigate({
      to: '/incidents/$no/$tab',
      params: { no: incident.no, tab: 'complaints' },
      search: { ...search, repost: 'false', history: 'false' },
    });
  return (
    <Panel
      className="situation__velocity"
      title={t('velocity.title')}
      meta={t('velocity.meta', { minutes: count(velocity.bucketSeconds / 60) })}
      padding="flush"
      actions={
        <SegmentedControl
          label={t('velocity.span')}
          value={hours === null ? AUTO : String(hours)}
          onChange={(value) => onHours(value === AUTO ? null : Number(value))}
          options={[
            { value: AUTO, label: t('velocity.auto') },
            ...HOURS.map((h) => ({ value: String(h), label: t('velocity.hours', { n: h }) })),
          ]}
        />
      }
    >
      <div className="situation__curves">
        <VelocityChart
          title={t('velocity.title')}
          buckets={velocity.buckets}
          warning={velocity.warning}
          critical={velocity.critical}
          onBucket={({ at }) => open({ from: at, to: new Date(Date.parse(at) + velocity.bucketSeconds * 1_000).toISOString() })}
        />
        <DemandMix
          title={t('demands.title')}
          items={demands.slice(0, 5).map(({ demand, share, changeOneHour }) => ({
            key: demand,
            label: t(`domain:demand.${demand}`),
            share,
            changePoints: Math.round(changeOneHour * 100),
          }))}
          onOpen={(key) => {
            const found = demands.find(({ demand }) => demand === key);
            if (found !== undefined) open({ demand: [found.demand] });
          }}
        />
      </div>
    </Panel>
  );
}

function FeedPanel({ incident, situation }: { incident: IncidentDetail; situation: IncidentSituation }) {
  const { t } = useTranslation(['incidents', 'ui']);
  const [frozen, setFrozen] = useState<IncidentSituation['newest'] | null>(null);
  const pause = (paused: boolean): void => setFrozen(paused ? situation.newest : null);
  useCommands([
    {
      id: 'feed-pause',
      label: frozen === null ? t('ui:feed.pause') : t('ui:feed.resume'),
      keys: 'p',
      group: 'warRoom',
      run: () => pause(frozen === null),
    },
  ]);
  return (
    <Panel
      className="situation__feed"
      title={t('feed.title')}
      meta={t('feed.meta', { n: count(situation.metrics.lastTenMinutes) })}
      padding="flush"
      actions={<LiveToggle paused={frozen !== null} onChange={pause} />}
    >
      <Feed
        label={t('feed.title')}
        items={frozen ?? situation.newest}
        idOf={(row) => row.id}
        render={(row) => <FeedRow row={row} no={incident.no} />}
        empty={<EmptyState title={t('feed.empty')} />}
      />
    </Panel>
  );
}

export function SituationTab({
  incident,
  hours,
  onHours,
}: {
  incident: IncidentDetail;
  hours: number | null;
  onHours: (hours: number | null) => void;
}) {
  const { data, error, refetch } = useFreshSituation(incident, hours);
  if (data === undefined)
    return error === null ? <Skeleton rows={6} height={90} /> : <ErrorCard error={error} onRetry={() => void refetch()} />;
  return (
    <div className="situation">
      <div className="situation__top">
        <SinceStrip incident={incident} />
        <IncidentKpis incident={incident} />
      </div>
      <div className="situation__grid">
        <MapPanel incident={incident} situation={data} />
        <VelocityPanel incident={incident} situation={data} hours={hours} onHours={onHours} />
        <FeedPanel incident={incident} situation={data} />
        <EmotionChain incident={incident} metrics={data.metrics} />
        <ChannelMix incident={incident} channels={data.channels} />
      </div>
    </div>
  );
}
