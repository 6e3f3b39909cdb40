import { useQuery } from '@tanstack/react-query';
import type { ReadOnlyCause } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { clockSeconds, date } from '../../lib/format.js';
import { serverTimeOf } from '../../lib/server-clock.js';
import { serverStatusQuery } from '../../lib/server-status.js';
import { useNow } from '../../ui/time.js';
import { ALIVE } from './api.js';
import { STALE_MS } from './wall.rules.js';

const STATUS_MS = 30_000;

/** How old the numbers are, by the clock of this screen: its own clock may be wrong, its stopwatch is not. */
function DataAge({ updatedAt }: { updatedAt: number }) {
  const { t } = useTranslation('wall');
  const seconds = Math.max(0, Math.floor((useNow() - serverTimeOf(updatedAt)) / 1_000));
  const stale = seconds * 1_000 > STALE_MS;
  return (
    <span className={stale ? 'wall-age wall-age--stale' : 'wall-age'}>
      {stale ? t('ageStale', { n: seconds, at: clockSeconds(serverTimeOf(updatedAt)) }) : t('age', { n: seconds })}
    </span>
  );
}

/** Without its secret the server answers, but nothing moves any more: numbers that only look fresh would be a lie across the room. */
function StandsStill({ cause }: { cause: ReadOnlyCause }) {
  const { t } = useTranslation(['wall', 'ui']);
  const effect = t('standsStill');
  return (
    <strong className="wall-age wall-age--stale" role="alert">
      {t(`ui:serverReadOnly.${cause}`)} · {effect}
    </strong>
  );
}

export interface WallHeadProps {
  /** Of the oldest numbers in sight. */
  updatedAt: number;
  stops: number;
  turn: number;
}

export function WallHead({ updatedAt, stops, turn }: WallHeadProps) {
  const { t } = useTranslation('wall');
  const now = useNow();
  const cause = useQuery({ ...serverStatusQuery, ...ALIVE, refetchInterval: STATUS_MS }).data?.readOnly ?? null;
  return (
    <header className="wall-head">
      <h1 className="wall-head__title">{t('title')}</h1>
      {stops > 0 && (
        <span className="wall-head__turns" aria-hidden="true">
          {Array.from({ length: stops + 1 }, (_, i) => (
            <i key={i} className={i === turn ? 'wall-head__turn wall-head__turn--now' : 'wall-head__turn'} />
          ))}
        </span>
      )}
      {cause === null ? <DataAge updatedAt={updatedAt} /> : <StandsStill cause={cause} />}
      <time className="wall-head__date">{date(now)}</time>
      <time className="wall-head__clock">{clockSeconds(now)}</time>
    </header>
  );
}
