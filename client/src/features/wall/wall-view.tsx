import { useQuery } from '@tanstack/react-query';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../lib/problem-error.js';
import { Skeleton } from '../../ui/states.js';
import { useNow } from '../../ui/time.js';
import { wallQuery, wallSituationQuery } from './api.js';
import { useNewBuild, useScreenTheme, useWakeLock } from './use-screen.js';
import { WallHead, type WallHeadProps } from './wall-head.js';
import { WallOverview } from './wall-overview.js';
import { WallSituation } from './wall-situation.js';
import { ranked, SHOWN, turnAt } from './wall.rules.js';
import './wall.css';
import './wall-parts.css';
import './wall-situation.css';

export interface WallViewProps {
  token: string;
  /** Seconds each picture stays; without it the whole picture stays. */
  rotate: number | undefined;
  states: readonly IncidentSummary['state'][] | undefined;
  theme: 'dark' | 'light';
}

function Notice({ kind }: { kind: 'closed' | 'waiting' }) {
  const { t } = useTranslation('wall');
  return (
    <div className="wall-notice" role="status">
      <h1>{t(`notice.${kind}.title`)}</h1>
      <p>{t(`notice.${kind}.hint`)}</p>
    </div>
  );
}

function Screen({ token, rotate, states }: Omit<WallViewProps, 'theme'>) {
  const { data, error, dataUpdatedAt } = useQuery(wallQuery(token));
  const now = useNow();
  // A revoked link clears the wall even though the last numbers are still at hand.
  if (isProblem(error, 'resource/not-found', 'request/invalid')) return <Notice kind="closed" />;
  if (data === undefined) return error === null ? <Skeleton rows={8} height={80} /> : <Notice kind="waiting" />;
  const incidents = ranked(data.incidents, states);
  const stops = incidents.slice(0, SHOWN);
  const shown = turnAt(now, rotate, stops);
  const head = { updatedAt: dataUpdatedAt, stops: rotate === undefined ? 0 : stops.length };
  if (shown !== null)
    return <OneIncident key={shown.id} token={token} incident={shown} head={{ ...head, turn: stops.indexOf(shown) + 1 }} />;
  return (
    <>
      <WallHead {...head} turn={0} />
      <WallOverview overview={data} incidents={incidents} />
    </>
  );
}

/** Two answers make this picture: it is as old as the older of them. */
function OneIncident({ token, incident, head }: { token: string; incident: IncidentSummary; head: WallHeadProps }) {
  const { data, isError, dataUpdatedAt } = useQuery(wallSituationQuery(token, incident.id));
  return (
    <>
      <WallHead {...head} updatedAt={data === undefined ? head.updatedAt : Math.min(head.updatedAt, dataUpdatedAt)} />
      {data === undefined && isError ? <Notice kind="waiting" /> : <WallSituation incident={incident} situation={data} />}
    </>
  );
}

/** Read across a room and touched by nobody: no controls, larger type, everything from the address. */
export function WallView({ theme, ...screen }: WallViewProps) {
  const { t } = useTranslation('wall');
  useWakeLock();
  useNewBuild();
  useScreenTheme(theme);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <div className="wall">
      <main className="wall__page">
        <Screen {...screen} />
      </main>
    </div>
  );
}
