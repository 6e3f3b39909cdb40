import { Link } from '@tanstack/react-router';
import type { Backtest, BacktestDifference } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';

function Examples({ examples }: Pick<BacktestDifference, 'examples'>) {
  return (
    <span className="bt-check__examples">
      {examples.map(({ no, title, groupId }) =>
        no !== null ? (
          <Link key={no} to="/incidents/$no/$tab" params={{ no, tab: 'situation' }}>
            <span className="mono">{no}</span> {title}
          </Link>
        ) : (
          groupId !== null && (
            <Link key={groupId} to="/groups/$id" params={{ id: groupId }}>
              {title}
            </Link>
          )
        ),
      )}
    </span>
  );
}

/** Whether the replay can be believed: what it makes of the policy in force, held against what was in fact raised. */
export function BacktestCheck({ result }: { result: Backtest }) {
  const { t } = useTranslation('admin');
  const counted = useCounted();
  const { differences, inForce, record } = result;
  return (
    <section className="bt-check">
      <h3>{t('backtest.check.title')}</h3>
      {differences.length === 0 ? (
        <p>{t('backtest.check.ok', { n: count(record.incidents) })}</p>
      ) : (
        <>
          <p>{t('backtest.check.sum', { replay: count(inForce.incidents), record: count(record.incidents) })}</p>
          <ul>
            {differences.map(({ cause, onlyIn, count: n, examples }) => (
              <li key={`${onlyIn} ${cause}`}>
                {onlyIn === 'record'
                  ? t(`backtest.check.record.${cause}`, { n: count(n) })
                  : t(`backtest.check.replay.${cause}`, { n: count(n) })}
                <Examples examples={examples} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('backtest.check.basis')}</h3>
      <ul className="muted">
        <li>{t('backtest.check.groups', { complaints: counted('complaints', result.regrouped) })}</li>
        {result.standing > 0 && <li>{t('backtest.check.standing', { n: count(result.standing) })}</li>}
        <li>{t('backtest.check.moment')}</li>
        <li>{t('backtest.check.words')}</li>
        <li>{t('backtest.check.again')}</li>
      </ul>
    </section>
  );
}
