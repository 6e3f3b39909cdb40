import type { OpenAlarm } from '@tocsin/shared/incidents';

/** How often each alarm has sounded in this browser, by incident and time of the alarm. */
export type SoundLog = Readonly<Record<string, { times: number; last: number }>>;

const EVERY_MS = 60_000;
const REPEATS = 5;
const FORGET_MS = 24 * 3_600_000;

type Sounding = Pick<OpenAlarm, 'id' | 'at' | 'level'>;
const keyOf = ({ id, at }: Sounding): string => `${id} ${at}`;

function isDue(alarm: Sounding, log: SoundLog, now: number): boolean {
  const known = log[keyOf(alarm)];
  if (known === undefined) return true;
  return alarm.level === 'S1' && known.times <= REPEATS && now - known.last >= EVERY_MS;
}

/**
 * Which unacknowledged alarms sound now: each once when it is raised, and one of the first severity again every minute, five times at
 * most. The log is shared by the tabs of a browser, so that they do not sound one after the other.
 */
export function soundsDue(alarms: readonly Sounding[], log: SoundLog, now: number): { due: boolean; log: SoundLog } {
  const due = alarms.filter((alarm) => isDue(alarm, log, now));
  if (due.length === 0) return { due: false, log };
  const kept = Object.entries(log).filter(([, { last }]) => now - last < FORGET_MS);
  const sounded = due.map((alarm) => [keyOf(alarm), { times: (log[keyOf(alarm)]?.times ?? 0) + 1, last: now }] as const);
  return { due: true, log: Object.fromEntries([...kept, ...sounded]) };
}

export function parseLog(raw: string | null): SoundLog {
  try {
    const saved: unknown = JSON.parse(raw ?? '{}');
    if (typeof saved !== 'object' || saved === null) return {};
    return Object.fromEntries(
      Object.entries(saved as Record<string, { times?: unknown; last?: unknown } | null>).flatMap(([key, one]) =>
        typeof one?.times === 'number' && typeof one.last === 'number' ? [[key, { times: one.times, last: one.last }]] : [],
      ),
    );
  } catch {
    return {};
  }
}
