import { useQuery } from '@tanstack/react-query';
import type { IncidentId, ComplaintId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import { ErrorCard } from '../../../ui/states.js';
import { handlingQuery, type HandlingEvent } from '../api.js';

function useSentence(): (event: HandlingEvent) => string {
  const { t } = useTranslation(['complaints', 'domain']);
  return (event) =>
    event.type === 'complaint.status-changed'
      ? t('history.status', {
          from: t(`domain:complaintStatus.${event.payload.from}`),
          to: t(`domain:complaintStatus.${event.payload.to}`),
        })
      : t('history.validity', { from: t(`domain:validity.${event.payload.from}`), to: t(`domain:validity.${event.payload.to}`) });
}

/** Who decided what and when, out of the incident's log. */
export function HandlingHistory({ id, incidentId }: { id: ComplaintId; incidentId: IncidentId }) {
  const { t } = useTranslation('complaints');
  const { data, error, refetch } = useQuery(handlingQuery(incidentId, id));
  const sentence = useSentence();
  return (
    <section className="cd-section" aria-labelledby="cd-history">
      <h3 id="cd-history" className="cd-section__title">
        {t('detail.history')}
      </h3>
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="muted">{t('history.none')}</p>}
      <ol className="cd-history">
        {data?.map((event) => (
          <li key={event.seq}>
            <time dateTime={event.at}>{dateTime(event.at)}</time> {event.actorName ?? t('history.system')} · {sentence(event)}
            {event.type === 'complaint.validity-judged' && event.payload.reason !== null && (
              <span className="muted"> {t('history.reason', { reason: event.payload.reason })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
