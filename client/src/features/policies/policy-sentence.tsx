import type { DetectionPolicy } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { count } from '../../lib/format.js';

/** The policy as a sentence: what will make the product take notice from now on. */
export function PolicySentence({ policy }: { policy: DetectionPolicy }) {
  const { t } = useTranslation('admin');
  const counted = useCounted();
  return (
    <>
      {t('detection.sentence', {
        people: count(policy.minComplainants),
        minutes: counted('minutes', policy.windowMinutes),
        burst: count(policy.burst),
      })}
      {policy.criticalRisk ? t('detection.criticalOn') : t('detection.criticalOff')}
    </>
  );
}
