import type { ChartPalette } from './chart-palette.js';
import type { EChartsCoreOption } from './echarts.js';

export interface VelocityBucket {
  at: string;
  count: number;
  baseline: number;
}

export interface VelocityLimits {
  warning: number;
  critical: number;
}

/** Height of a label against that of a usual chart. */
const LABEL_SHARE = 0.12;

export type VelocityLevel = 'calm' | 'warning' | 'critical';
export const levelOf = (n: number, { warning, critical }: VelocityLimits): VelocityLevel =>
  n >= critical ? 'critical' : n >= warning ? 'warning' : 'calm';

interface Words {
  warning: string;
  critical: string;
  baseline: string;
  count: string;
  clock: (at: string) => string;
}

export function velocityOption(
  buckets: readonly VelocityBucket[],
  limits: VelocityLimits,
  palette: ChartPalette,
  words: Words,
): EChartsCoreOption {
  const text = { fontFamily: palette.font, fontSize: 11, color: palette.quiet };
  const limit = (at: number, name: string, colour: string, ink: string) => ({
    yAxis: at,
    lineStyle: { color: colour, type: 'dashed', width: 1 },
    label: { formatter: name, position: 'end', color: ink, fontFamily: palette.font, fontSize: 11, width: 44, overflow: 'break' },
  });
  const top = Math.ceil(Math.max(...buckets.map((bucket) => bucket.count), limits.critical) * 1.12);
  // Two labels closer than a line of text would print over each other: the graver one stays.
  const apart = limits.critical - limits.warning >= top * LABEL_SHARE;
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: palette.font },
    grid: { left: 8, right: 54, top: 14, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      backgroundColor: palette.panel,
      borderColor: palette.line,
      textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.text },
    },
    xAxis: {
      type: 'category',
      data: buckets.map((bucket) => words.clock(bucket.at)),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      max: top,
      axisLabel: { ...text, showMaxLabel: false },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        name: words.count,
        type: 'bar',
        barCategoryGap: '28%',
        data: buckets.map(({ count }) => ({
          value: count,
          itemStyle: { color: palette[levelOf(count, limits)], borderRadius: [1, 1, 0, 0] },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            limit(limits.critical, words.critical, palette.critical, palette.criticalText),
            limit(limits.warning, apart ? words.warning : '', palette.warning, palette.warningText),
          ],
        },
      },
      {
        name: words.baseline,
        type: 'line',
        data: buckets.map((bucket) => Math.round(bucket.baseline * 10) / 10),
        showSymbol: false,
        silent: true,
        lineStyle: { type: 'dashed', width: 1, color: palette.baseline },
        itemStyle: { color: palette.baseline },
      },
    ],
  };
}
