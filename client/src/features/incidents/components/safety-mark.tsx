import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { Alarm } from '../../../ui/alarm.js';

/** How many complaints of an incident tell of danger to people; nothing while there is none. */
export function SafetyMark({ n }: { n: number }) {
  const { t } = useTranslation('incidents');
  if (n === 0) return null;
  return <Alarm title={t('safety.hint')}>{t('safety.mark', { n: count(n) })}</Alarm>;
}
