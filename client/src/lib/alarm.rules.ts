import type { LiveEvent } from '@tocsin/shared/live';

export type Alarm = 'incident' | 'rise';

/** Older news, told again after a reconnect, is on the screen already and startles nobody. */
const FRESH_MS = 60_000;

/** What is worth a sound: a new incident, and one that became graver. Nothing else is, or the sound would be switched off for good. */
export function alarmOf(event: LiveEvent, now: number): Alarm | null {
  if (now - Date.parse(event.at) > FRESH_MS) return null;
  if (event.type === 'incident.detected' || event.type === 'incident.declared') return 'incident';
  // S1 is the gravest, so the smaller name is the higher level.
  return event.type === 'incident.severity-changed' && event.payload.to < event.payload.from ? 'rise' : null;
}
