import { BACKTEST_RULES, SEVERITIES, type Backtest } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { NUMERAL } from '../../../ui/severity.js';

interface Line {
  key: string;
  name: string;
  values: readonly [inForce: number | null, draft: number | null, record: number | null];
  isPart?: boolean;
}

function useLines({ draft, inForce, record }: Backtest): Line[] {
  const { t } = useTranslation(['admin', 'domain']);
  return [
    { key: 'all', name: t('backtest.counts.incidents'), values: [inForce.incidents, draft.incidents, record.incidents] },
    ...SEVERITIES.map((level): Line => ({
      key: level,
      name: t('domain:severityLabel', { numeral: NUMERAL[level], word: t(`domain:severity.${level}`) }),
      values: [inForce.byLevel[level] ?? 0, draft.byLevel[level] ?? 0, null],
      isPart: true,
    })),
    ...BACKTEST_RULES.map((rule): Line => ({
      key: rule,
      name: t(`domain:rule.${rule}`),
      values: [inForce.byRule[rule] ?? 0, draft.byRule[rule] ?? 0, null],
      isPart: true,
    })),
    { key: 'dismissed', name: t('backtest.counts.dismissed'), values: [inForce.dismissed, draft.dismissed, record.dismissed] },
    { key: 'folded', name: t('backtest.counts.folded'), values: [null, null, record.folded] },
    { key: 'byHand', name: t('backtest.counts.byHand'), values: [null, null, record.byHand] },
  ];
}

/** The three sides in numbers. What a side cannot know stays empty. */
export function BacktestCounts({ result }: { result: Backtest }) {
  const { t } = useTranslation('admin');
  const lines = useLines(result);
  const heads: Record<string, string> = { S1: t('backtest.counts.byLevel'), critical: t('backtest.counts.byRule') };
  return (
    <table className="bt-counts">
      <caption className="sr-only">{t('backtest.counts.caption')}</caption>
      <thead>
        <tr>
          <td />
          {(['inForce', 'draft', 'record'] as const).map((side) => (
            <th key={side} scope="col">
              {t(`backtest.policy.${side}`)}
            </th>
          ))}
        </tr>
      </thead>
      {lines.map(({ key, name, values, isPart }) => (
        <tbody key={key}>
          {heads[key] !== undefined && (
            <tr className="bt-counts__head">
              <th colSpan={4} scope="rowgroup">
                {heads[key]}
              </th>
            </tr>
          )}
          <tr className={isPart === true ? 'bt-counts__part' : undefined}>
            <th scope="row">{name}</th>
            {values.map((value, i) => (
              <td key={i} className="num">
                {value === null ? '' : count(value)}
              </td>
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  );
}
