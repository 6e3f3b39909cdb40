import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AssignmentExplanation } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { dateTime, decimal } from '../../../lib/format.js';
import { isProblem } from '../../../lib/problem-error.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { ExplainedFields, OBJECT_KINDS } from '../../../ui/explained-fields.js';
import { TermBars } from '../../../ui/term-bars.js';
import { explanationQuery } from '../api.js';

type Explanation = z.infer<typeof AssignmentExplanation>;

function Decision({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation('complaints');
  const { person, score, threshold, decidedBy } = explanation;
  return (
    <>
      <p>{t(`why.by.${decidedBy}`)}</p>
      {person !== null && <p className="why-person">{t('why.person', { time: dateTime(person.at), reason: person.reason })}</p>}
      {score !== null && (
        <div className="why-score">
          <span className="why-score__bar" aria-hidden="true">
            <span className="why-score__fill" style={{ width: `${Math.min(1, score) * 100}%` }} />
            <span className="why-score__line" style={{ left: `${Math.min(1, threshold) * 100}%` }} />
          </span>
          <span>{t('why.score', { score: decimal(score, 2), threshold: decimal(threshold, 2) })}</span>
        </div>
      )}
    </>
  );
}

/** What it was taken to be about, where that was read, and how sure it is. */
function Objects({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation(['complaints', 'groups']);
  const { objects, corrected, dictionary } = explanation;
  const kindOf = (kind: string): string => {
    const known = OBJECT_KINDS.find((one) => one === kind);
    return known === undefined ? kind : t(`groups:field.${known}`);
  };
  return (
    <>
      <h4 className="why-title">{t('why.objects')}</h4>
      {objects.length === 0 && <p className="muted">{t('why.noObjects')}</p>}
      <ul className="explained-fields">
        {objects.map(({ kind, name, source, confidence }) => (
          <li key={`${kind}-${name}`}>
            <span className="muted">{kindOf(kind)}</span> {name}{' '}
            <span className="muted">
              {t(`why.objectSource.${source}`)}
              {t('why.confidence', { n: decimal(confidence, 2) })}
            </span>
          </li>
        ))}
      </ul>
      {corrected !== null && (
        <p className="why-person">{t('why.corrected', { by: corrected.by, time: dateTime(corrected.at), reason: corrected.reason })}</p>
      )}
      {dictionary > 0 && <p className="muted">{t('why.dictionary', { n: dictionary })}</p>}
    </>
  );
}

/** Why a complaint stands where it stands, in words a person can check. */
export function WhyGrouped({ id, onOpen }: { id: ComplaintId; onOpen: (id: ComplaintId) => void }) {
  const { t } = useTranslation('complaints');
  const { data, error, refetch, isLoading } = useQuery(explanationQuery(id));
  if (isLoading) return <Skeleton rows={5} />;
  if (isProblem(error, 'complaint/not-read-yet')) return <EmptyState title={t('detail.unread')} />;
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <div className="why">
      <Decision explanation={data} />
      {data.terms.length > 0 && (
        <>
          <h4 className="why-title">{t('why.terms')}</h4>
          <TermBars terms={data.terms} />
        </>
      )}
      {data.fields.length > 0 && (
        <>
          <h4 className="why-title">{t('why.fields')}</h4>
          <ExplainedFields fields={data.fields} />
        </>
      )}
      <Objects explanation={data} />
      {data.nearest.length > 0 && (
        <>
          <h4 className="why-title">{t('why.nearest')}</h4>
          <ul className="why-near">
            {data.nearest.map((near) => (
              <li key={near.complaintId}>
                <button type="button" className="why-near__open" onClick={() => onOpen(near.complaintId)}>
                  <span className="why-near__text">{near.excerpt}</span>
                  <span className="why-near__score">{decimal(near.score, 2)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="muted why-foot">
        <Link to="/groups/$id" params={{ id: data.groupId }}>
          {t('why.openGroup')}
        </Link>
        <span className="mono">{t('why.algorithm', { version: data.algorithm })}</span>
      </p>
    </div>
  );
}
