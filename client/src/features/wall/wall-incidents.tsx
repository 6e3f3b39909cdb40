import type { IncidentSummary } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { Alarm } from '../../ui/alarm.js';
import { SeverityBadge } from '../../ui/severity.js';
import { Spark, type SparkTone } from '../../ui/spark.js';
import { useNow, useSpan } from '../../ui/time.js';

function Card({ incident }: { incident: IncidentSummary }) {
  const { t } = useTranslation(['wall', 'domain', 'overview', 'incidents']);
  const now = useNow(10_000);
  const span = useSpan();
  const tone = incident.severity.level.toLowerCase() as SparkTone;
  const { metrics } = incident;
  return (
    <li className={`wall-inc wall-inc--${tone}`}>
      <span className="wall-inc__head">
        <SeverityBadge level={incident.severity.level} short />
        {metrics.safety > 0 && <Alarm>{t('incidents:safety.mark', { n: count(metrics.safety) })}</Alarm>}
        <span className="wall-inc__title clip">{incident.title}</span>
      </span>
      <span className="wall-inc__spark">
        <Spark values={metrics.spark} tone={tone} width={120} height={34} />
      </span>
      <span className="wall-inc__figure">
        {count(metrics.complaints)} <small>{t('overview:pieces')}</small>
      </span>
      <span className="wall-inc__foot">
        <span className="clip">
          {t(`domain:incidentState.${incident.state}`)} · {t('overview:lasting', { span: span(now - Date.parse(incident.detectedAt)) })}
        </span>
        <span>{t('overview:perTen', { n: count(metrics.lastTenMinutes) })}</span>
      </span>
    </li>
  );
}

export function WallIncidents({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const { t } = useTranslation('overview');
  if (incidents.length === 0) return <p className="wall-calm">{t('calm')}</p>;
  return (
    <ul className="wall-incs">
      {incidents.map((incident) => (
        <Card key={incident.id} incident={incident} />
      ))}
    </ul>
  );
}
