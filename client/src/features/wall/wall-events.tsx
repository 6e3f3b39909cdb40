import type { IncidentSummary } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { moment } from '../../lib/format.js';
import { SeverityGlyph } from '../../ui/severity.js';
import { Countdown } from '../../ui/time.js';
import { keyEvents, nextDeadlines } from './wall.rules.js';

const EVENTS = 10;
const DEADLINES = 4;

export function WallEvents({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const { t } = useTranslation('wall');
  const events = keyEvents(incidents, EVENTS);
  if (events.length === 0) return <p className="wall-calm">{t('noEvents')}</p>;
  return (
    <ul className="wall-events">
      {events.map(({ key, at, kind, no, title, level }) => (
        <li key={key} className={`wall-event wall-event--${level.toLowerCase()}`}>
          <time dateTime={at}>{moment(at)}</time>
          <SeverityGlyph level={level} size={16} />
          <span className="clip">
            <b>{t(`event.${kind}`)}</b> {title}
          </span>
          <span className="wall-event__no">{no.slice(-4)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Left out while nothing is due: an empty bar would only take height from the map. */
export function WallDeadlines({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const { t } = useTranslation('wall');
  const due = nextDeadlines(incidents).slice(0, DEADLINES);
  if (due.length === 0) return null;
  return (
    <section className="wall-due" aria-label={t('deadlines')}>
      {due.map(({ no, at, title }) => (
        <span key={`${no} ${at}`} className="wall-due__one">
          <span className="clip">{title}</span> <Countdown until={at} />
        </span>
      ))}
    </section>
  );
}
