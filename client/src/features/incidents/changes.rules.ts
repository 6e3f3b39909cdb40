import type { IncidentDetail } from '@tocsin/shared/incidents';

type Decided = Pick<IncidentDetail, 'title' | 'scenario' | 'state' | 'severity' | 'commander'>;

export interface IncidentChange {
  field: keyof Decided;
  from: string;
  to: string;
}

const READ: { [F in keyof Decided]: (incident: Decided) => string } = {
  title: ({ title }) => title,
  scenario: ({ scenario }) => scenario,
  state: ({ state }) => state,
  severity: ({ severity }) => severity.level,
  commander: ({ commander }) => commander?.name ?? '',
};

/** What others decided between two readings; numbers move all the time and decide nothing. */
export function changesBetween(before: Decided, after: Decided): IncidentChange[] {
  return (Object.keys(READ) as (keyof Decided)[]).flatMap((field) => {
    const [from, to] = [READ[field](before), READ[field](after)];
    return from === to ? [] : [{ field, from, to }];
  });
}
