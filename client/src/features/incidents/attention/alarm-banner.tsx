import { Link } from '@tanstack/react-router';
import type { OpenAlarm } from '@tocsin/shared/incidents';
import { BellOff, Check, Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { clock } from '../../../lib/format.js';
import { MUTE_MS, sound, useMutedUntil } from '../../../lib/sound.js';
import { Button } from '../../../ui/button.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { ProblemLine } from '../../../ui/states.js';
import { Time, useNow } from '../../../ui/time.js';
import { toasts } from '../../../ui/toasts.js';
import { SafetyMark } from '../components/safety-mark.js';
import './alarm-banner.css';
import { useAcknowledge, useAttention, useLiveAttention } from './api.js';
import { useAlarmSounds } from './use-alarm-sounds.js';
import { serverNow } from '../../../lib/server-clock.js';
import { BREAKPOINT, useMedia } from '../../../lib/use-media.js';

const SHOWN = 2;
/** On a phone the alarms must leave room for the page they stand over. */
const SHOWN_ON_PHONE = 1;

function AlarmRow({ alarm }: { alarm: OpenAlarm }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const counted = useCounted();
  const acknowledge = useAcknowledge();
  const done = (): void => acknowledge.mutate(alarm);
  return (
    <li className="alarms__row">
      <SeverityBadge level={alarm.level} />
      <SafetyMark n={alarm.safety} />
      <Link
        to="/incidents/$no/$tab"
        params={{ no: alarm.no, tab: 'situation' }}
        className="alarms__title"
        title={t('alarm.openHint')}
        onClick={done}
      >
        {alarm.title}
      </Link>
      <span className="alarms__facts">
        {alarm.no} · {t(`domain:incidentState.${alarm.state}`)} · {counted('people', alarm.complainants)} · <Time at={alarm.at} relative />
      </span>
      <ProblemLine error={acknowledge.error} />
      <Button
        size="sm"
        writes
        busy={acknowledge.isPending}
        icon={<Check size={13} aria-hidden="true" />}
        aria-label={t('alarm.acknowledgeOne', { no: alarm.no })}
        onClick={done}
      >
        {t('alarm.acknowledge')}
      </Button>
    </li>
  );
}

function Snooze() {
  const { t } = useTranslation(['incidents', 'shell']);
  const until = useMutedUntil();
  const now = useNow(10_000);
  if (now < until) return <span className="alarms__facts">{t('shell:sound.muted', { time: clock(until) })}</span>;
  const snooze = (): void => {
    const end = serverNow() + MUTE_MS;
    sound.mute(end);
    toasts.info(t('shell:sound.muted', { time: clock(end) }));
  };
  return (
    <Button size="sm" variant="ghost" icon={<BellOff size={13} aria-hidden="true" />} onClick={snooze}>
      {t('shell:sound.mute')}
    </Button>
  );
}

/** Danger to people and first severity stand on top of every page until this person has acknowledged them. */
export function AlarmBanner() {
  const { t } = useTranslation(['incidents', 'domain']);
  useLiveAttention();
  useAlarmSounds();
  const alarms = useAttention()?.alarms ?? [];
  const newest = alarms.reduce<OpenAlarm | null>((last, one) => (last === null || one.at > last.at ? one : last), null);
  const shown = useMedia(BREAKPOINT.phone) ? SHOWN_ON_PHONE : SHOWN;
  const more = alarms.length - shown;
  return (
    <div className="alarms-place">
      {/* Always there, so that screen readers speak what is put into it. */}
      <div role="alert" aria-live="assertive" className="sr-only">
        {newest !== null &&
          t(newest.safety > 0 ? 'alarm.spoken' : 'alarm.spokenGrave', {
            level: t(`domain:severity.${newest.level}`),
            title: newest.title,
            no: newest.no,
            safety: newest.safety,
          })}
      </div>
      {alarms.length > 0 && (
        <section className="alarms" aria-label={t('alarm.region')}>
          <span className="alarms__sign" aria-hidden="true">
            <Siren size={18} />
          </span>
          <ul className="alarms__rows">
            {alarms.slice(0, shown).map((alarm) => (
              <AlarmRow key={`${alarm.id} ${alarm.at}`} alarm={alarm} />
            ))}
          </ul>
          <div className="alarms__side">
            <Snooze />
            {more > 0 && (
              <Link to="/incidents" className="alarms__more">
                {t('alarm.more', { n: more })}
              </Link>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
