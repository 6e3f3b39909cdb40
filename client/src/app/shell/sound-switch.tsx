import { OVERVIEW } from '@tocsin/shared/live';
import { BellOff, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { alarmOf } from '../../lib/alarm.rules.js';
import { clock } from '../../lib/format.js';
import { usePrefs } from '../../lib/prefs.js';
import { useCan } from '../../lib/session.js';
import { MUTE_MS, sound, useMutedUntil } from '../../lib/sound.js';
import { useStream } from '../../live/index.js';
import { Button } from '../../ui/button.js';
import { useCommands } from '../../ui/hotkeys/index.js';
import { useNow } from '../../ui/time.js';
import { toasts } from '../../ui/toasts.js';

/** A sound for new incidents and rising levels: off, on, or silent for half an hour. */
export function SoundSwitch() {
  const { t } = useTranslation('shell');
  const { sound: on } = usePrefs();
  const until = useMutedUntil();
  const now = useNow(10_000);
  const muted = on && now < until;
  useStream(useCan('incident:read') ? OVERVIEW : null, {
    onEvent: (event) => {
      const alarm = alarmOf(event, Date.now());
      if (alarm !== null) sound.alarm(alarm);
    },
  });
  const mute = (): void => {
    const end = Date.now() + MUTE_MS;
    sound.mute(end);
    toasts.info(t('sound.muted', { time: clock(end) }));
  };
  useCommands([
    { id: 'sound-mute', label: t('sound.mute'), keys: '$mod+.', group: 'global', run: mute },
    { id: 'sound-toggle', label: on ? t('sound.off') : t('sound.on'), group: 'global', run: () => sound.set(!on) },
  ]);
  const label = muted ? t('sound.unmute', { time: clock(until) }) : on ? t('sound.off') : t('sound.on');
  const Icon = muted ? BellOff : on ? Volume2 : VolumeX;
  return (
    <Button
      variant="ghost"
      className="top__sound"
      icon={<Icon size={16} aria-hidden="true" />}
      aria-label={label}
      aria-pressed={on && !muted}
      title={label}
      onClick={() => (muted ? sound.mute(0) : sound.set(!on))}
    />
  );
}
