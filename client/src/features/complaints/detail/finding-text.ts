import type { Demand, EmotionStage, EscalationSignal, FactKind, Flag } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import type { MarkKind } from '../highlight.rules.js';

/** What a finding is called, with the kind it belongs to. */
export function useFindingText(): (kind: MarkKind, code: string) => string {
  const { t } = useTranslation(['complaints', 'domain']);
  const words: Record<MarkKind, (code: never) => string> = {
    flag: (code: Flag) => t(`domain:flag.${code}`),
    escalation: (code: EscalationSignal) => t(`signal.${code}`),
    emotion: (code: EmotionStage) => t(`domain:emotion.${code}`),
    demand: (code: Demand) => t(`domain:demand.${code}`),
    place: (code: string) => code,
    fact: (code: FactKind) => t(`fact.${code}`),
  };
  return (kind, code) => t('chip', { name: t(`mark.${kind}`), value: words[kind](code as never) });
}
