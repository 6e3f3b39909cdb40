import { CALM_MINUTES, COHERENT, STANDS_ALONE } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count, percent } from '../../lib/format.js';
import { Panel } from '../../ui/panel.js';

/** What detection does besides the numbers above it: whoever waits for an alarm must be able to read why none came. */
export function HowDetectionDecides() {
  const { t } = useTranslation('admin');
  const most = COHERENT.at(-1)?.[0] ?? 0;
  return (
    <Panel title={t('how.title')} meta={t('how.meta')}>
      <dl className="po-how">
        <dt>{t('how.coherence')}</dt>
        <dd>
          <p>{t('how.coherenceText')}</p>
          <ul>
            {COHERENT.map(([people, share]) => (
              <li key={people}>{t('how.coherenceStep', { people: count(people), share: percent(share) })}</li>
            ))}
            <li>{t('how.coherenceOver', { people: count(most) })}</li>
          </ul>
        </dd>
        <dt>{t('how.critical')}</dt>
        <dd>{t('how.criticalText')}</dd>
        <dt>{t('how.fragment')}</dt>
        <dd>{t('how.fragmentText', { people: count(STANDS_ALONE) })}</dd>
        <dt>{t('how.copies')}</dt>
        <dd>{t('how.copiesText')}</dd>
        <dt>{t('how.dismissed')}</dt>
        <dd>{t('how.dismissedText')}</dd>
        <dt>{t('how.severity')}</dt>
        <dd>{t('how.severityText', { minutes: count(CALM_MINUTES) })}</dd>
      </dl>
    </Panel>
  );
}
