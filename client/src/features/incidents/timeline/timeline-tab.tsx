import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SEVERITY_NUMERAL, type IncidentDetail } from '@tocsin/shared/incidents';
import type { LiveEvent } from '@tocsin/shared/live';
import { ArrowRight, Plus, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../../live/index.js';
import { useCounted } from '../../../lib/counted.js';
import { clock, date } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { cx } from '../../../ui/classes.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { eventsQuery } from '../api.js';
import { describe, isKeyMoment, LANES, occurredAt, UNNAMED, type Lane, type Line } from './describe.js';
import { foldRuns } from './fold.rules.js';
import { TimelineExport } from './timeline-export.js';
import './timeline-tab.css';
import { isRegrouping, undoable, type RegroupEvent } from './undo.rules.js';

/** Null: everything. */
export type TimelineFilter = Lane | 'key' | null;
type Filter = Lane | 'all' | 'key';

function Change({ change }: { change: NonNullable<Line['change']> }) {
  const { t } = useTranslation(['timeline', 'domain']);
  const word = (value: string): string => {
    if (change.kind === 'state') return t(`domain:incidentState.${value as 'detected'}`);
    if (change.kind === 'status') return t(`domain:complaintStatus.${value as 'received'}`);
    if (change.kind === 'validity') return t(`domain:validity.${value as 'valid'}`);
    if (change.kind !== 'severity') return value;
    return t('domain:severityLabel', { numeral: SEVERITY_NUMERAL[value as 'S1'], word: t(`domain:severity.${value as 'S1'}`) });
  };
  return (
    <span className="tl__change">
      <span>{word(change.from)}</span>
      <ArrowRight size={12} aria-label={t('becomes')} />
      <strong>{word(change.to)}</strong>
    </span>
  );
}

function Words({ event, line }: { event: LiveEvent; line: Line }) {
  const { t } = useTranslation('timeline');
  const counted = useCounted();
  if (event.type === 'note.added') return <p className="tl__note">{event.payload.note.text}</p>;
  if (event.type === 'incident.milestone') return <p>{t(`milestone.${event.payload.kind}`, line.values)}</p>;
  if (event.type === 'incident.detected') return <p>{t(`detected.${event.payload.incident.cause.rule}`, line.values)}</p>;
  if (event.type === 'incident.severity-changed' && event.payload.computed) return <p>{t('severityComputed')}</p>;
  if (event.type === 'complaint.complainant-spoke') return <p>{t(`spoke.${event.payload.kind}`, line.values)}</p>;
  // These are told on other streams.
  if (event.type === 'policy.detection-changed' || event.type === 'access.changed' || event.type === 'attention.changed') return null;
  if (event.type === 'group.reclustered')
    return (
      <p>
        <Link to="/groups/recluster">{t(`event.${event.type}`, { n: counted('complaints', event.payload.moved) })}</Link>
      </p>
    );
  if ('move' in event.payload) {
    const n = counted('complaints', event.payload.move.complaints);
    const named = (name: string | number | undefined): string => (name === UNNAMED ? t('unnamed') : String(name));
    return <p>{t(`event.${event.type}`, { n, from: named(line.values['from']), into: named(line.values['into']) })}</p>;
  }
  return <p>{t(`event.${event.type}`, line.values)}</p>;
}

const ENGINE_REASONS = ['similar', 'same-object', 'template-slot', 'better-fit', 'must-link', 'cannot-link', 'campaign'] as const;
const isEngineReason = (reason: string): reason is (typeof ENGINE_REASONS)[number] =>
  (ENGINE_REASONS as readonly string[]).includes(reason);

/** People write their reasons in their own words; the engine's are names that we put into words. */
function Reason({ event, reason }: { event: LiveEvent; reason: string }) {
  const { t } = useTranslation('timeline');
  const text = event.actor === null && isEngineReason(reason) ? t(`engineReason.${reason}`) : reason;
  return <p className="tl__reason">{t('reason', { reason: text })}</p>;
}

function Entry({ event, undo }: { event: LiveEvent; undo: ReactNode }) {
  const { t } = useTranslation('timeline');
  const line = describe(event);
  const happened = occurredAt(event);
  return (
    <li className={cx('tl__entry', `tl__entry--${line.lane}`)}>
      <span className="tl__dot" aria-hidden="true" />
      <div className="tl__head">
        <time className="tl__time" dateTime={happened}>
          {clock(happened)}
        </time>
        <span>{t(`lane.${line.lane}`)}</span>
        {isKeyMoment(event) && <Star size={12} className="tone-3" aria-label={t('key')} />}
        <span className="tl__who clip">{event.actorName ?? t('system')}</span>
      </div>
      <div className="tl__words">
        <Words event={event} line={line} />
        {undo}
      </div>
      {line.change !== null && <Change change={line.change} />}
      {line.reason !== null && <Reason event={event} reason={line.reason} />}
      {happened !== event.at && (
        <p className="tl__recorded">
          {t('recorded')} <Time at={event.at} />
        </p>
      )}
    </li>
  );
}

/** Many small moves of the engine in a row: how many, of how many complaints, and each of them on demand. */
function Run({ events, undoOf }: { events: readonly RegroupEvent[]; undoOf: (event: LiveEvent) => ReactNode }) {
  const { t } = useTranslation('timeline');
  const counted = useCounted();
  const complaints = events.reduce((sum, { payload }) => sum + payload.move.complaints, 0);
  const [newest, oldest] = [events[0] as RegroupEvent, events.at(-1) as RegroupEvent];
  return (
    <li className="tl__entry tl__entry--group">
      <span className="tl__dot" aria-hidden="true" />
      <div className="tl__head">
        <span className="tl__time">
          <time dateTime={oldest.at}>{clock(oldest.at)}</time>–<time dateTime={newest.at}>{clock(newest.at)}</time>
        </span>
        <span>{t('lane.group')}</span>
        <span className="tl__who clip">{t('system')}</span>
      </div>
      <details className="tl__run">
        <summary>{t('run', { moves: events.length, n: counted('complaints', complaints) })}</summary>
        <ol className="tl__list">
          {events.map((event) => (
            <Entry key={event.seq} event={event} undo={undoOf(event)} />
          ))}
        </ol>
      </details>
    </li>
  );
}

/** Newest first, a heading a day. */
function byDay(events: readonly LiveEvent[]): [string, LiveEvent[]][] {
  const days = new Map<string, LiveEvent[]>();
  const sorted = [...events].sort((a, b) => occurredAt(b).localeCompare(occurredAt(a)) || b.seq - a.seq);
  for (const event of sorted) {
    const day = date(occurredAt(event));
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

export interface TimelineTabProps {
  incident: IncidentDetail;
  onNote: (() => void) | null;
  /** Offers to take a regrouping back; what that takes belongs to another feature. */
  undo: (event: RegroupEvent) => ReactNode;
  lane: TimelineFilter;
  onLane: (lane: TimelineFilter) => void;
}

export function TimelineTab({ incident, onNote, undo, lane, onLane }: TimelineTabProps) {
  const { t } = useTranslation('timeline');
  const { data, error, refetch } = useQuery(eventsQuery(useLive(), incident.id));
  const filter: Filter = lane ?? 'all';
  if (data === undefined) return error === null ? <Skeleton rows={8} /> : <ErrorCard error={error} onRetry={() => void refetch()} />;
  const shown = data.filter((event) => filter === 'all' || (filter === 'key' ? isKeyMoment(event) : describe(event).lane === filter));
  const open = undoable(data);
  const undoOf = (event: LiveEvent): ReactNode => (isRegrouping(event) && open.has(event.seq) ? undo(event) : null);
  const filters: Filter[] = ['all', 'key', ...LANES];
  return (
    <section className="tl" aria-label={t('title')}>
      <header className="tl__bar">
        <SegmentedControl
          label={t('filter')}
          value={filter}
          onChange={(next) => onLane(next === 'all' ? null : next)}
          options={filters.map((name) => ({
            value: name,
            label: name === 'all' || name === 'key' ? t(`only.${name}`) : t(`lane.${name}`),
          }))}
        />
        <span className="muted">{t('chain')}</span>
        <TimelineExport id={incident.id} />
        {onNote !== null && (
          <Button variant="primary" writes icon={<Plus size={14} aria-hidden="true" />} kbd="n" onClick={onNote}>
            {t('add')}
          </Button>
        )}
      </header>
      {shown.length === 0 && <EmptyState title={t('empty')} hint={t('emptyHint')} />}
      {byDay(shown).map(([day, events]) => (
        <section key={day} className="tl__day" aria-label={day}>
          <h2 className="tl__date">{day}</h2>
          <ol className="tl__list">
            {foldRuns(events).map((row) =>
              row.kind === 'run' ? (
                <Run key={row.events[0]?.seq} events={row.events} undoOf={undoOf} />
              ) : (
                <Entry key={row.event.seq} event={row.event} undo={undoOf(row.event)} />
              ),
            )}
          </ol>
        </section>
      ))}
    </section>
  );
}
