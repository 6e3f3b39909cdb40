import type { ComplaintDetail } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';

/** What the complainant said after filing: with their receipt they add, withdraw and rate. */
export function Messages({ detail }: { detail: ComplaintDetail }) {
  const { t } = useTranslation('complaints');
  if (detail.messages.length === 0) return null;
  return (
    <section className="cd-section" aria-labelledby="cd-messages">
      <h3 id="cd-messages" className="cd-section__title">
        {t('messages.title')}
      </h3>
      <ol className="cd-history">
        {detail.messages.map(({ id, at, kind, text, score }) => (
          <li key={id}>
            <time dateTime={at}>{dateTime(at)}</time> {t(`messages.${kind}`, { score: score ?? '' })}
            {text !== null && <p className="cd-message">{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
