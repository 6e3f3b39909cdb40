import type { Backtest } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count, date, moment } from '../../../lib/format.js';

const SIDES = ['inForce', 'draft'] as const;

/** When the two would have alarmed: a pair of bars for each day of the span. */
export function BacktestDays({ result }: { result: Backtest }) {
  const { t } = useTranslation('admin');
  const { dayStarts } = result;
  const most = Math.max(...SIDES.flatMap((side) => result[side].byDay), 0);
  const height = (n: number): string => `${String(most === 0 ? 0 : Math.max((n / most) * 100, n > 0 ? 4 : 0))}%`;
  const told = (day: string, i: number): string =>
    [
      t('backtest.daily.day', { time: moment(day) }),
      ...SIDES.map((side) => `${t(`backtest.policy.${side}`)} ${count(result[side].byDay[i] ?? 0)}`),
    ].join(' · ');
  return (
    <figure className="bt-days">
      <figcaption>
        {t('backtest.daily.title')}
        <span className="bt-days__key bt-days__key--inForce">{t('backtest.policy.inForce')}</span>
        <span className="bt-days__key bt-days__key--draft">{t('backtest.policy.draft')}</span>
        <span className="bt-days__most">{t('backtest.daily.most', { n: count(most) })}</span>
      </figcaption>
      <ol className="bt-days__bars">
        {dayStarts.map((day, i) => (
          <li key={day} title={told(day, i)}>
            <span className="sr-only">{told(day, i)}</span>
            {SIDES.map((side) => (
              <span key={side} className={`bt-days__bar bt-days__bar--${side}`} style={{ height: height(result[side].byDay[i] ?? 0) }} />
            ))}
          </li>
        ))}
      </ol>
      <p className="bt-days__ends" aria-hidden="true">
        <span>{date(result.from)}</span>
        <span>{date(result.to)}</span>
      </p>
    </figure>
  );
}
