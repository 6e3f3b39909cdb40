import type { IncidentAlarm } from './incidents.contract.js';
import { SEGMENTS, type IncidentState, type Severity } from './incidents.rules.js';

/**
 * The alarm of an incident after its level or its count of danger to people changed. A rise to the first severity is a new alarm,
 * also where danger to people had raised one before; a fall takes the alarm back without raising another.
 */
export function alarmAfter(before: IncidentAlarm | null, level: Severity, safety: number, now: string): IncidentAlarm | null {
  const kind = level === 'S1' ? 'severity' : safety > 0 ? 'safety' : null;
  if (kind === null) return null;
  const graver = before === null || (kind === 'severity' && before.kind === 'safety');
  return { kind, at: graver ? now : before.at };
}

const ACTIVE: readonly IncidentState[] = SEGMENTS.active;
/** An incident that is only watched or is over alarms nobody. */
export const mayAlarm = (state: IncidentState): boolean => ACTIVE.includes(state);
