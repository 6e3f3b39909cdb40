import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { incidentNoOf } from '@tocsin/shared/kernel';
import type { IncidentDetail, IncidentSummary } from '@tocsin/shared/incidents';
import { incidentStream } from '@tocsin/shared/live';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, usePresence } from '../../../live/index.js';
import { count } from '../../../lib/format.js';
import { useCan } from '../../../lib/session.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { Kbd } from '../../../ui/kbd.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { TabPanel, Tabs } from '../../../ui/tabs.js';
import { incidentQuery, useIncidentByNo, useLiveIncident } from '../api.js';
import { SituationTab } from '../situation/situation-tab.js';
import { TimelineTab, type TimelineFilter, type TimelineTabProps } from '../timeline/timeline-tab.js';
import { useLook } from '../attention/use-look.js';
import { IncidentExport } from './incident-export.js';
import { IncidentHeader } from './incident-header.js';
import { NoteDialog } from './note-dialog.js';
import './war-room.css';

export type WarRoomTab = 'situation' | 'complaints' | 'timeline';
const TAB_NAMES: readonly WarRoomTab[] = ['situation', 'complaints', 'timeline'];
const ID_BASE = 'war-room';

export interface WarRoomProps {
  no: string;
  /** The number that was asked for, when the incident of that number became part of this one. */
  was: string | null;
  tab: WarRoomTab;
  /** Null: as much as the incident is old. */
  hours: number | null;
  /** Which entries of the timeline are shown. */
  lane: TimelineFilter;
  onLane: (lane: TimelineFilter) => void;
  onTab: (tab: WarRoomTab) => void;
  onHours: (hours: number | null) => void;
  /** The complaints tab belongs to another feature. */
  complaints: (incident: IncidentDetail) => ReactNode;
  /** So do groups, and taking back what was decided about them. */
  undo: TimelineTabProps['undo'];
}

/** It was opened under the number of one that has become part of it, not merely under another spelling of its own. */
const folded = ({ id, no }: IncidentSummary, named: string): boolean => id !== named && no !== incidentNoOf(named);

export function WarRoom(props: WarRoomProps) {
  const { t } = useTranslation('incidents');
  const { incident, isLoading, error, retry } = useIncidentByNo(props.no);
  if (isLoading) return <Skeleton rows={8} />;
  if (incident === null && error !== null) return <ErrorCard error={error} onRetry={retry} />;
  if (incident === null) return <EmptyState title={t('room.unknown', { no: props.no })} hint={t('room.unknownHint')} />;
  if (incident.no !== props.no)
    return (
      <Navigate
        to="/incidents/$no/$tab"
        params={{ no: incident.no, tab: props.tab }}
        search={folded(incident, props.no) ? { was: incidentNoOf(props.no) ?? props.no } : {}}
        replace
      />
    );
  return <Room {...props} key={incident.id} summary={incident} />;
}

function Room({ summary, tab, hours, lane, onLane, onTab, onHours, complaints, undo, was }: WarRoomProps & { summary: IncidentSummary }) {
  const { t } = useTranslation('incidents');
  const { data, error, refetch } = useQuery(incidentQuery(useLive(), summary.id));
  const [noting, setNoting] = useState(false);
  const mayNote = useCan('incident:note');
  useLiveIncident(data);
  useLook(data, summary.id, true);
  usePresence(incidentStream(summary.id), tab);
  useCommands([
    ...TAB_NAMES.map((name, i) => ({
      id: `tab-${name}`,
      label: t('room.openTab', { tab: t(`tab.${name}`) }),
      group: 'warRoom' as const,
      keys: String(i + 1),
      run: () => onTab(name),
    })),
    ...(mayNote
      ? [{ id: 'note', label: t('note.add'), group: 'warRoom' as const, keys: 'n', writes: true, run: () => setNoting(true) }]
      : []),
  ]);
  const incident = data ?? { ...summary, lastSeq: 0 };
  const counts: Partial<Record<WarRoomTab, string>> = { complaints: count(incident.metrics.posts) };
  return (
    <div className="room">
      <div>
        <IncidentHeader incident={incident} />
        {was !== null && (
          <p className="room__was" role="note">
            {t('absorbed', { no: was, into: incident.no })}
          </p>
        )}
      </div>
      <Tabs
        label={t('room.tabs')}
        idBase={ID_BASE}
        active={tab}
        onSelect={onTab}
        tabs={TAB_NAMES.map((name) => ({
          key: name,
          label: t(`tab.${name}`),
          ...(counts[name] === undefined ? {} : { count: counts[name] }),
        }))}
        aside={
          <span className="room__aside">
            {tab === 'situation' && (
              <IncidentExport
                id={incident.id}
                what="situation"
                title={t('export.title')}
                labels={{ xlsx: t('export.xlsx'), csv: t('export.csv') }}
              />
            )}
            <span className="room__keys">
              <Kbd keys="1" /> – <Kbd keys="3" /> {t('room.switch')}
            </span>
          </span>
        }
      />
      <TabPanel idBase={ID_BASE} active={tab} className="room__panel">
        {error !== null && data === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {tab === 'situation' && <SituationTab incident={incident} hours={hours} onHours={onHours} />}
        {tab === 'complaints' && complaints(incident)}
        {tab === 'timeline' && (
          <TimelineTab incident={incident} onNote={mayNote ? () => setNoting(true) : null} undo={undo} lane={lane} onLane={onLane} />
        )}
      </TabPanel>
      {noting && <NoteDialog id={summary.id} onClose={() => setNoting(false)} />}
    </div>
  );
}
