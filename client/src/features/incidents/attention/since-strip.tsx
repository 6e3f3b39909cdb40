import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { IncidentDetail, SinceLooked } from '@tocsin/shared/incidents';
import { incidentStream } from '@tocsin/shared/live';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count, moment } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { NUMERAL } from '../../../ui/severity.js';
import { useOnPulse } from '../use-on-pulse.js';
import { sinceQuery, useLookAt } from './api.js';
import './since-strip.css';

const REFRESH_MS = 15_000;
const QUIET = { repost: 'false', history: 'false' } as const;

function Complaints({
  no,
  found,
  demand,
  children,
}: {
  no: string;
  found: SinceLooked;
  demand?: SinceLooked['demands'][number];
  children: ReactNode;
}) {
  const search = { ...QUIET, from: found.since ?? undefined, ...(demand === undefined ? {} : { demand: [demand.demand] }) };
  return (
    <Link to="/incidents/$no/$tab" params={{ no, tab: 'complaints' }} search={search}>
      {children}
    </Link>
  );
}

function Timeline({ no, lane, children }: { no: string; lane: 'state' | 'signal' | 'note' | 'complaint'; children: ReactNode }) {
  return (
    <Link to="/incidents/$no/$tab" params={{ no, tab: 'timeline' }} search={{ lane }}>
      {children}
    </Link>
  );
}

function useItems(no: string, found: SinceLooked): { key: string; item: ReactNode }[] {
  const { t } = useTranslation(['incidents', 'domain']);
  const counted = useCounted();
  const level = (severity: 'S1' | 'S2' | 'S3' | 'S4'): string =>
    t('domain:severityLabel', { numeral: NUMERAL[severity], word: t(`domain:severity.${severity}`) });
  const { complaints, demands, severity, state, statuses, notes, words } = found;
  const entry = (key: string, lane: 'state' | 'signal' | 'note' | 'complaint', text: string) => ({
    key,
    item: (
      <Timeline no={no} lane={lane}>
        {text}
      </Timeline>
    ),
  });
  return [
    ...(severity === null
      ? []
      : [entry('severity', 'signal', t('since.severity', { from: level(severity.from), to: level(severity.to) }))]),
    ...(state === null
      ? []
      : [
          entry(
            'state',
            'state',
            t('since.state', { from: t(`domain:incidentState.${state.from}`), to: t(`domain:incidentState.${state.to}`) }),
          ),
        ]),
    ...(complaints === 0
      ? []
      : [
          {
            key: 'complaints',
            item: (
              <Complaints no={no} found={found}>
                {t('since.complaints', { n: counted('complaints', complaints) })}
              </Complaints>
            ),
          },
        ]),
    ...demands.map((one) => ({
      key: one.demand,
      item: (
        <Complaints no={no} found={found} demand={one}>
          {t('since.demand', { demand: t(`domain:demand.${one.demand}`), n: count(one.count) })}
        </Complaints>
      ),
    })),
    ...(words === 0 ? [] : [entry('words', 'complaint', t('since.words', { n: count(words) }))]),
    ...(statuses === 0 ? [] : [entry('statuses', 'complaint', t('since.statuses', { n: count(statuses) }))]),
    ...(notes === 0 ? [] : [entry('notes', 'note', t('since.notes', { n: count(notes) }))]),
  ];
}

function Strip({ incident, found }: { incident: IncidentDetail; found: SinceLooked }) {
  const { t } = useTranslation('incidents');
  const client = useQueryClient();
  const look = useLookAt(incident.id);
  const items = useItems(incident.no, found);
  if (items.length === 0) return null;
  const settle = (): void =>
    look.mutate(
      { seq: incident.lastSeq, settle: true },
      { onSuccess: () => void client.invalidateQueries({ queryKey: sinceQuery(incident.id).queryKey }) },
    );
  return (
    <section className="since" aria-label={t('since.label')}>
      <History size={15} aria-hidden="true" />
      <span className="since__when">{t('since.when', { time: moment(found.since ?? found.at) })}</span>
      <ul className="since__items">
        {items.map(({ key, item }) => (
          <li key={key}>{item}</li>
        ))}
      </ul>
      <Button size="sm" variant="ghost" writes busy={look.isPending} onClick={settle}>
        {t('since.read')}
      </Button>
    </section>
  );
}

/** What changed while this person was away, each number a way to what it counts; gone once they say that they know. */
export function SinceStrip({ incident }: { incident: IncidentDetail }) {
  const client = useQueryClient();
  const query = sinceQuery(incident.id);
  const { data } = useQuery(query);
  useOnPulse(incidentStream(incident.id), REFRESH_MS, () => void client.invalidateQueries({ queryKey: query.queryKey }));
  return data === undefined || data.since === null ? null : <Strip incident={incident} found={data} />;
}
