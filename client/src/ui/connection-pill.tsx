import { useTranslation } from 'react-i18next';
import { clock } from '../lib/format.js';
import { Pill } from './pill.js';

export interface ConnectionState {
  state: 'live' | 'reconnecting' | 'offline';
  latencyMs: number | null;
  /** When the present state began, in epoch milliseconds. */
  since: number | null;
}

const TONE = { live: 'ok', reconnecting: 's2', offline: 's1' } as const;

export function ConnectionPill({ state, latencyMs, since }: ConnectionState) {
  const { t } = useTranslation(['ui', 'common']);
  const aside =
    state === 'live'
      ? latencyMs === null
        ? null
        : t('common:unit.ms', { ms: Math.round(latencyMs) })
      : state === 'reconnecting'
        ? t('connection.queued')
        : since === null
          ? null
          : t('connection.dataAge', { time: clock(since) });
  return (
    <span role="status" aria-label={t('connection.label')}>
      <Pill tone={TONE[state]} dot>
        {t(`connection.${state}`)}
        {aside !== null && <span aria-hidden={state === 'live' || undefined}> · {aside}</span>}
      </Pill>
    </span>
  );
}
