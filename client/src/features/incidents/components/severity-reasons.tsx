import { computeSeverity, severityInputs, type IncidentDetail } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { clockSeconds, compact, decimal } from '../../../lib/format.js';
import { SeverityBadge } from '../../../ui/severity.js';
import { Time } from '../../../ui/time.js';
import './severity-reasons.css';

const KNOWN = ['complainants', 'safety', 'legal', 'claimed', 'per-ten-minutes', 'times-baseline', 'exposed', 'audience'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (code: string): code is Known => (KNOWN as readonly string[]).includes(code);
/** Sums claimed are counted in fen. */
const shown = (code: string, value: number): string =>
  code === 'claimed' ? compact(value / 100) : value >= 10_000 ? compact(value) : decimal(value, Number.isInteger(value) ? 0 : 1);

/** The level follows the numbers up at once and down only when they have stayed low; meanwhile the two differ, and the reader is told why. */
function Lag({ kept, now }: { kept: IncidentDetail['severity']['level']; now: IncidentDetail['severity']['level'] }) {
  const { t } = useTranslation('incidents');
  if (now === kept) return null;
  return (
    <p className="sev-why__lag">
      <SeverityBadge level={kept} /> {t(now > kept ? 'severity.falling' : 'severity.rising')}
    </p>
  );
}

/** What the computed level rests on: each axis with its number as it stands, the mark it passed and the points it gives. */
export function SeverityReasons({ incident }: { incident: Pick<IncidentDetail, 'severity' | 'metrics'> }) {
  const { t } = useTranslation(['incidents', 'domain']);
  const counted = useCounted();
  const { severity, metrics } = incident;
  const now = computeSeverity(severityInputs(metrics));
  return (
    <div className="sev-why">
      {severity.override !== null && (
        <p className="sev-why__override">
          {t('severity.overridden', { name: severity.override.byName })} · <Time at={severity.override.at} />
          <br />
          {severity.override.reason}
        </p>
      )}
      <p>
        {t('severity.computed')} <SeverityBadge level={now.severity} /> {counted('points', now.points)}
      </p>
      <Lag kept={severity.computed} now={now.severity} />
      {now.reasons.length === 0 ? (
        <p className="muted">{t('severity.noReason')}</p>
      ) : (
        <table className="sev-why__table">
          <thead>
            <tr>
              <th>{t('severity.axis')}</th>
              <th>{t('severity.reason')}</th>
              <th>{t('severity.value')}</th>
              <th>{t('severity.score')}</th>
            </tr>
          </thead>
          <tbody>
            {now.reasons.map((reason) => (
              <tr key={`${reason.axis}-${reason.code}`}>
                <td>{t(`domain:axis.${reason.axis}`)}</td>
                <td>{isKnown(reason.code) ? t(`severity.code.${reason.code}`) : reason.code}</td>
                <td className="num">
                  {shown(reason.code, reason.value)} ≥ {shown(reason.code, reason.threshold)}
                </td>
                <td className="num">+{reason.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="muted">
        {t('severity.asOf', { time: clockSeconds(metrics.at) })} {t('severity.scale')}
      </p>
    </div>
  );
}
