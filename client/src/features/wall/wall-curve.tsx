import type { IncidentSituation } from '@tocsin/shared/incidents';
import { useTranslation } from 'react-i18next';
import { clock, count, moment } from '../../lib/format.js';

type Velocity = IncidentSituation['velocity'];

const levelOf = (n: number, { warning, critical }: Velocity): string => (n >= critical ? 'critical' : n >= warning ? 'warning' : 'calm');

/** Plain columns: readable across a room, and half a megabyte lighter than the chart of the console. */
export function WallCurve({ velocity }: { velocity: Velocity }) {
  const { t } = useTranslation(['ui', 'incidents']);
  const { buckets, warning, critical } = velocity;
  const top = Math.max(critical * 1.15, 1, ...buckets.map((bucket) => bucket.count));
  const peak = buckets.reduce<Velocity['buckets'][number] | null>(
    (best, one) => (best === null || one.count > best.count ? one : best),
    null,
  );
  const label = t('chart.aria', {
    title: t('incidents:velocity.title'),
    total: count(buckets.reduce((n, bucket) => n + bucket.count, 0)),
    peak: count(peak?.count ?? 0),
    at: peak === null ? '—' : moment(peak.at),
    last: count(buckets.at(-1)?.count ?? 0),
  });
  const marks = [
    { key: 'critical', at: critical, name: t('chart.critical') },
    { key: 'warning', at: warning, name: t('chart.warning') },
  ];
  return (
    <figure className="wall-curve">
      <div className="wall-curve__plot" role="img" aria-label={label}>
        {buckets.map((bucket) => (
          <span
            key={bucket.at}
            className={`wall-curve__bar wall-curve__bar--${levelOf(bucket.count, velocity)}`}
            style={{ height: `${(bucket.count / top) * 100}%` }}
          />
        ))}
        <svg className="wall-curve__base" viewBox={`0 0 ${Math.max(1, buckets.length)} 1`} preserveAspectRatio="none" aria-hidden="true">
          <polyline
            points={buckets.map((bucket, i) => `${i + 0.5},${1 - bucket.baseline / top}`).join(' ')}
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray="5 5"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {marks.map(({ key, at, name }) => (
          <span key={key} className={`wall-curve__mark wall-curve__mark--${key}`} style={{ bottom: `${(at / top) * 100}%` }}>
            <span>
              {name} {count(at)}
            </span>
          </span>
        ))}
      </div>
      <figcaption className="wall-curve__axis">
        <span>{buckets[0] === undefined ? '' : clock(buckets[0].at)}</span>
        <span>{peak === null ? '' : t('incidents:kpi.peakAt', { n: count(peak.count), at: clock(peak.at) })}</span>
        <span>{clock(buckets.at(-1)?.at ?? Date.now())}</span>
      </figcaption>
    </figure>
  );
}
