import { ChartColumn, Table2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, count, decimal, moment } from '../../lib/format.js';
import { Button } from '../button.js';
import { lazyPart } from '../lazy-part.js';
import { Skeleton } from '../states.js';
import { TwinTable } from '../twin-table.js';
import type { ChartCanvasProps } from './chart-canvas.js';
import type { ChartPalette } from './chart-palette.js';
import './chart.css';
import { velocityOption } from './velocity-option.js';
import type { VelocityBucket, VelocityLimits } from './velocity-option.js';

const ChartCanvas = lazyPart<ChartCanvasProps>(() => import('./chart-canvas.js').then((m) => m.ChartCanvas));
export const preloadChart = (): Promise<void> => ChartCanvas.preload();

export interface VelocityChartProps extends VelocityLimits {
  title: string;
  buckets: readonly VelocityBucket[];
  /** A bar leads to the complaints behind it. */
  onBucket?: (bucket: VelocityBucket) => void;
}

export function VelocityChart({ title, buckets, warning, critical, onBucket }: VelocityChartProps) {
  const { t, i18n } = useTranslation('ui');
  const [asTable, setAsTable] = useState(false);
  const peak = buckets.reduce<VelocityBucket | null>((top, bucket) => (top === null || bucket.count > top.count ? bucket : top), null);
  const label = t('chart.aria', {
    title,
    total: count(buckets.reduce((n, bucket) => n + bucket.count, 0)),
    peak: count(peak?.count ?? 0),
    at: peak === null ? '—' : moment(peak.at),
    last: count(buckets.at(-1)?.count ?? 0),
  });
  const language = i18n.language;
  const option = useCallback(
    (palette: ChartPalette) =>
      velocityOption(buckets, { warning, critical }, palette, {
        warning: t('chart.warning'),
        critical: t('chart.critical'),
        baseline: t('chart.baseline'),
        count: t('chart.count'),
        clock,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `t` may stay the same function when the language changes; its words do not
    [buckets, warning, critical, t, language],
  );
  return (
    <div className="chart">
      {asTable ? (
        <TwinTable
          caption={title}
          columns={[t('chart.time'), t('chart.count'), t('chart.baseline')]}
          rows={buckets.toReversed().map((bucket) => ({
            key: bucket.at,
            cells: [moment(bucket.at), count(bucket.count), decimal(bucket.baseline)],
            onOpen: onBucket && (() => onBucket(bucket)),
          }))}
        />
      ) : (
        <ChartCanvas
          fallback={<Skeleton rows={4} />}
          option={option}
          label={label}
          onPick={(index) => buckets[index] !== undefined && onBucket?.(buckets[index])}
        />
      )}
      <Button
        className="chart__twin"
        variant="ghost"
        size="sm"
        icon={asTable ? <ChartColumn size={13} aria-hidden="true" /> : <Table2 size={13} aria-hidden="true" />}
        aria-label={asTable ? t('chart.asChart') : t('chart.asTable')}
        onClick={() => setAsTable(!asTable)}
      />
    </div>
  );
}
