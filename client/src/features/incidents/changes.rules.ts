import type { IncidentDetail } from '@tocsin/shared/incidents';
import type { LiveEvent, LiveEventType } from '@tocsin/shared/live';

type Decided = Pick<IncidentDetail, 'title' | 'scenario' | 'state' | 'severity' | 'commander'>;

export interface IncidentChange {
  field: keyof Decided;
  from: string;
  to: string;
  /** Who decided it last, and when; null when the log that was read does not say. */
  by: string | null;
  at: string | null;
}

const READ: { [F in keyof Decided]: (incident: Decided) => string } = {
  title: ({ title }) => title,
  scenario: ({ scenario }) => scenario,
  state: ({ state }) => state,
  severity: ({ severity }) => severity.level,
  commander: ({ commander }) => commander?.name ?? '',
};

const DECIDES: Partial<Record<LiveEventType, readonly (keyof Decided)[]>> = {
  'incident.declared': ['state', 'title', 'scenario'],
  'incident.moved': ['state'],
  'incident.renamed': ['title', 'scenario'],
  'incident.severity-changed': ['severity'],
  'incident.commander-assigned': ['commander'],
};

/** What others decided between two readings; numbers move all the time and decide nothing. */
export function changesBetween(before: Decided, after: Decided, log: readonly LiveEvent[] = []): IncidentChange[] {
  return (Object.keys(READ) as (keyof Decided)[]).flatMap((field) => {
    const [from, to] = [READ[field](before), READ[field](after)];
    if (from === to) return [];
    const last = log.findLast(({ type }) => DECIDES[type]?.includes(field));
    return [{ field, from, to, by: last?.actorName ?? null, at: last?.at ?? null }];
  });
}
