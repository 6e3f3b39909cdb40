import { OVERVIEW } from '@tocsin/shared/live';
import { Bell, BellOff, Check, Play, Volume2, VolumeX } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { alarmOf } from '../../lib/alarm.rules.js';
import { clock } from '../../lib/format.js';
import { SOUND_PREFS, usePrefs } from '../../lib/prefs.js';
import { serverNow } from '../../lib/server-clock.js';
import { useCan } from '../../lib/session.js';
import { MUTE_MS, sound, useMutedUntil } from '../../lib/sound.js';
import { useStream } from '../../live/index.js';
import { Button } from '../../ui/button.js';
import { useCommands } from '../../ui/hotkeys/index.js';
import { Menu } from '../../ui/menu.js';
import { useNow } from '../../ui/time.js';
import { toasts } from '../../ui/toasts.js';

const ICONS = { all: Volume2, danger: Bell, off: VolumeX } as const;

/** What this browser sounds for: danger alone, every new incident and rising level too, or nothing; and silence for half an hour. */
export function SoundSwitch() {
  const { t } = useTranslation('shell');
  const { sound: choice } = usePrefs();
  const until = useMutedUntil();
  const now = useNow(10_000);
  const muted = choice !== 'off' && now < until;
  useEffect(() => sound.arm(), []);
  useStream(useCan('incident:read') ? OVERVIEW : null, {
    onEvent: (event) => {
      const alarm = alarmOf(event, serverNow());
      if (alarm !== null) sound.alarm(alarm);
    },
  });
  const mute = (): void => {
    const end = serverNow() + MUTE_MS;
    sound.mute(end);
    toasts.info(t('sound.muted', { time: clock(end) }));
  };
  useCommands([
    { id: 'sound-mute', label: t('sound.mute'), keys: '$mod+.', group: 'global', run: mute },
    { id: 'sound-test', label: t('sound.test'), group: 'global', run: sound.test },
    ...SOUND_PREFS.filter((one) => one !== choice).map((one) => ({
      id: `sound-${one}`,
      label: t('sound.choose', { choice: t(`sound.${one}`) }),
      group: 'global' as const,
      run: () => sound.set(one),
    })),
  ]);
  const label = muted ? t('sound.muted', { time: clock(until) }) : t('sound.choose', { choice: t(`sound.${choice}`) });
  const Icon = muted ? BellOff : ICONS[choice];
  return (
    <Menu
      label={t('sound.label')}
      items={[
        ...SOUND_PREFS.map((one) => ({
          key: one,
          label: t(`sound.${one}`),
          icon: one === choice ? <Check size={14} /> : <span className="top__no-check" />,
          onSelect: () => sound.set(one),
        })),
        { key: 'test', divided: true, label: t('sound.test'), icon: <Play size={14} />, onSelect: sound.test },
        muted
          ? { key: 'mute', label: t('sound.unmute'), icon: <Volume2 size={14} />, onSelect: () => sound.mute(0) }
          : { key: 'mute', label: t('sound.mute'), icon: <BellOff size={14} />, onSelect: mute },
      ]}
    >
      <Button variant="ghost" className="top__sound" icon={<Icon size={16} aria-hidden="true" />} aria-label={label} title={label} />
    </Menu>
  );
}
