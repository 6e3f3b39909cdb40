import { useSyncExternalStore } from 'react';
import type { Alarm } from './alarm.rules.js';
import { prefs, type SoundPref } from './prefs.js';
import { serverNow } from './server-clock.js';

export const MUTE_MS = 30 * 60_000;
/** A burst of news is one alarm. */
const APART_MS = 3_000;
const NOTES: Record<Alarm | 'danger', readonly number[]> = {
  incident: [660, 880],
  rise: [740, 932, 1_109],
  danger: [932, 699, 932, 699, 932],
};
const NOTE_S = 0.16;
const VOLUME = 0.18;
const GESTURES = ['pointerdown', 'keydown'] as const;

let mutedUntil = 0;
let lastAt = 0;
let context: AudioContext | null = null;
const listeners = new Set<() => void>();

function play(alarm: keyof typeof NOTES): void {
  context ??= new AudioContext();
  void context.resume();
  const { currentTime, destination } = context;
  for (const [i, frequency] of NOTES[alarm].entries()) {
    const from = currentTime + i * NOTE_S;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(VOLUME, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + NOTE_S);
    tone.connect(gain).connect(destination);
    tone.start(from);
    tone.stop(from + NOTE_S);
  }
}

/** A browser lets nothing sound before the first press on the page; from then on alarms can. */
function unlock(): void {
  context ??= new AudioContext();
  void context.resume();
  for (const gesture of GESTURES) window.removeEventListener(gesture, unlock);
}

/** On for danger unless somebody chooses otherwise; this browser's choice, for a sound belongs to a room. */
export const sound = {
  /** Waits for the first press on the page; answers how to stop waiting. */
  arm(): () => void {
    for (const gesture of GESTURES) window.addEventListener(gesture, unlock);
    return () => {
      for (const gesture of GESTURES) window.removeEventListener(gesture, unlock);
    };
  },
  /** Whether an alarm would be heard right now. */
  mayAlarm: (now: number = serverNow()): boolean => prefs.get().sound !== 'off' && now >= mutedUntil && context?.state === 'running',
  /** News of less weight than danger, for those who want to hear it too. */
  alarm(alarm: Alarm, now: number = serverNow()): void {
    if (prefs.get().sound !== 'all' || !sound.mayAlarm(now) || now - lastAt < APART_MS) return;
    lastAt = now;
    play(alarm);
  },
  danger(now: number = serverNow()): void {
    if (!sound.mayAlarm(now)) return;
    lastAt = now;
    play('danger');
  },
  /** Choosing one sounds it once: that is the test. */
  set(choice: SoundPref): void {
    prefs.set({ sound: choice });
    sound.mute(0);
    if (choice !== 'off') sound.test();
  },
  test(): void {
    play('danger');
  },
  mute(until: number): void {
    mutedUntil = until;
    for (const tell of listeners) tell();
  },
  mutedUntil: (): number => mutedUntil,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useMutedUntil = (): number => useSyncExternalStore(sound.subscribe, sound.mutedUntil);
