import { useEffect } from 'react';
import { sound } from '../../../lib/sound.js';
import { useAttention } from './api.js';
import { parseLog, soundsDue } from './alarm-sounds.rules.js';
import { serverNow } from '../../../lib/server-clock.js';

const KEY = 'tocsin.alarm-sounds';
const TICK_MS = 5_000;

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(log: object): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(log));
  } catch {
    // Without storage a reload sounds once more.
  }
}

/** Unacknowledged alarms are heard: once each, those of the first severity again for a few minutes. */
export function useAlarmSounds(): void {
  const alarms = useAttention()?.alarms;
  useEffect(() => {
    if (alarms === undefined || alarms.length === 0) return;
    const check = (): void => {
      // Where no sound can come out, nothing is counted as heard.
      if (!sound.mayAlarm()) return;
      const { due, log } = soundsDue(alarms, parseLog(stored()), serverNow());
      if (!due) return;
      store(log);
      sound.danger();
    };
    check();
    const timer = setInterval(check, TICK_MS);
    return () => clearInterval(timer);
  }, [alarms]);
}
