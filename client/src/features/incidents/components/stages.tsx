import { INCIDENT_STATES, type IncidentSummary } from '@tocsin/shared/incidents';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/classes.js';
import './stages.css';

const LIFE = INCIDENT_STATES.filter((state) => state !== 'dismissed');

/** The life of an incident as steps; a dismissed one has left it at the first. */
export function Stages({ state }: { state: IncidentSummary['state'] }) {
  const { t } = useTranslation(['incidents', 'domain']);
  if (state === 'dismissed')
    return (
      <span className="stages">
        <span className="stages__step stages__step--out">
          <X size={13} aria-hidden="true" /> {t('domain:incidentState.dismissed')}
        </span>
      </span>
    );
  const now = LIFE.indexOf(state);
  return (
    <ol className="stages" aria-label={t('header.stages')}>
      {LIFE.map((name, i) => (
        <li
          key={name}
          className={cx('stages__step', i < now && 'stages__step--done', i === now && 'stages__step--now')}
          aria-current={i === now ? 'step' : undefined}
        >
          <span className="stages__dot">{i < now ? <Check size={11} aria-hidden="true" /> : i + 1}</span>
          <span className={cx('stages__name', i === now && 'stages__name--now')}>{t(`domain:incidentState.${name}`)}</span>
          {i === now && (
            <span className="stages__of" aria-hidden="true">
              {i + 1} / {LIFE.length}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
