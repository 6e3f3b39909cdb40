import { useSyncExternalStore } from 'react';
import type { Alarm } from './alarm.rules.js';
import { prefs } from './prefs.js';

export const MUTE_MS = 30 * 60_000;
/** A burst of news is one alarm. */
const APART_MS = 3_000;
const NOTES: Record<Alarm, readonly number[]> = { incident: [660, 880], rise: [740, 932, 1_109] };
const NOTE_S = 0.16;
const VOLUME = 0.18;

let mutedUntil = 0;
let lastAt = 0;
let context: AudioContext | null = null;
const listeners = new Set<() => void>();

function play(alarm: Alarm): void {
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

/** Off until somebody switches it on; this browser's choice, for a sound belongs to a room. */
export const sound = {
  alarm(alarm: Alarm, now: number = Date.now()): void {
    if (!prefs.get().sound || now < mutedUntil || now - lastAt < APART_MS) return;
    lastAt = now;
    play(alarm);
  },
  /** Switching it on sounds once: that is the test, and the gesture without which a browser stays silent. */
  set(on: boolean): void {
    prefs.set({ sound: on });
    sound.mute(0);
    if (on) play('incident');
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
