import type { Backtest, DetectionPolicy } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { samePolicy } from '../policy.rules.js';
import { PolicySentence } from '../policy-sentence.js';
import { BacktestCheck } from './backtest-check.js';
import { BacktestCounts } from './backtest-counts.js';
import { BacktestDays } from './backtest-days.js';
import { BacktestRows } from './backtest-rows.js';

function Sum({ result: { draft, inForce, changes } }: { result: Backtest }) {
  const { t } = useTranslation('admin');
  if (draft.incidents + inForce.incidents === 0) return <p className="bt-sum">{t('backtest.none')}</p>;
  const isSame = changes.same === draft.incidents && changes.same === inForce.incidents;
  return (
    <p className="bt-sum" role="status">
      {t('backtest.sum', { draft: count(draft.incidents), inForce: count(inForce.incidents) })} {isSame && t('backtest.same')}
    </p>
  );
}

export interface BacktestResultProps {
  result: Backtest;
  draft: DetectionPolicy | null;
  inForce: DetectionPolicy;
}

export function BacktestResult({ result, draft, inForce }: BacktestResultProps) {
  const { t } = useTranslation('admin');
  const isStale = draft === null || !samePolicy(draft, result.draft.policy);
  return (
    <div className="bt">
      {isStale && (
        <p className="bt-stale" role="note">
          {t('backtest.stale')} <PolicySentence policy={result.draft.policy} />
        </p>
      )}
      {!samePolicy(inForce, result.inForce.policy) && (
        <p className="bt-stale" role="note">
          {t('backtest.replaced')} <PolicySentence policy={result.inForce.policy} />
        </p>
      )}
      <Sum result={result} />
      <div className="bt-pair">
        <BacktestCounts result={result} />
        <BacktestDays result={result} />
      </div>
      {result.rows.length > 0 && <BacktestRows result={result} />}
      <BacktestCheck result={result} />
    </div>
  );
}
