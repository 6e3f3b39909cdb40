import { useEffect, useRef } from 'react';
import { useTheme } from '../../lib/theme.js';
import { readChartPalette } from './chart-palette.js';
import type { ChartPalette } from './chart-palette.js';
import { core } from './echarts.js';
import type { EChartsCoreOption } from './echarts.js';

export interface ChartCanvasProps {
  option: (palette: ChartPalette) => EChartsCoreOption;
  label: string;
  onPick?: (index: number) => void;
}

/** One ECharts instance for one element and theme; options are merged in without animation, as live data must not dance. */
export function ChartCanvas({ option, label, onPick }: ChartCanvasProps) {
  const theme = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<core.ECharts | null>(null);
  const pick = useRef(onPick);
  const newest = useRef(option);
  useEffect(() => {
    pick.current = onPick;
    newest.current = option;
  });
  useEffect(() => {
    if (host.current === null) return;
    const made = core.init(host.current, null, { renderer: 'canvas' });
    chart.current = made;
    made.setOption(newest.current(readChartPalette()));
    made.on('click', (event) => pick.current?.(event.dataIndex));
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(host.current);
    return () => {
      resize.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, [theme]);
  useEffect(() => {
    chart.current?.setOption(option(readChartPalette()));
  }, [option]);
  return <div ref={host} className="chart__canvas" role="img" aria-label={label} />;
}
