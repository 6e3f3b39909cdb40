import { useTranslation } from 'react-i18next';
import { clockSeconds } from '../lib/format.js';
import './connection-pill.css';
import { Pill } from './pill.js';

export interface ConnectionState {
  state: 'live' | 'reconnecting' | 'offline';
  latencyMs: number | null;
  /** Until when what is shown was told as it happened, in epoch milliseconds; null while it still is. */
  dataAt: number | null;
}

const TONE = { live: 'ok', reconnecting: 's2', offline: 's1' } as const;

export function ConnectionPill({ state, latencyMs, dataAt }: ConnectionState) {
  const { t } = useTranslation(['ui', 'common']);
  const latency = state !== 'live' || latencyMs === null ? null : t('common:unit.ms', { ms: Math.round(latencyMs) });
  const age = dataAt === null ? null : t('connection.dataAge', { time: clockSeconds(dataAt) });
  return (
    <span role="status" aria-label={t('connection.label')} className="connection">
      <Pill tone={TONE[state]} dot>
        <span className="connection__state">{t(`connection.${state}`)}</span>
        {latency !== null && (
          <span className="connection__latency" aria-hidden="true">
            · {latency}
          </span>
        )}
        {age !== null && <span className="connection__age">· {age}</span>}
      </Pill>
    </span>
  );
}
