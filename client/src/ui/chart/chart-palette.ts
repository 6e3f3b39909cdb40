import { readToken } from '../../lib/theme.js';

export interface ChartPalette {
  text: string;
  quiet: string;
  line: string;
  panel: string;
  calm: string;
  warning: string;
  critical: string;
  warningText: string;
  criticalText: string;
  baseline: string;
  font: string;
}

export function readChartPalette(): ChartPalette {
  return {
    text: readToken('--tx-1'),
    quiet: readToken('--tx-3'),
    line: readToken('--line'),
    panel: readToken('--bg-2'),
    calm: readToken('--bar-4'),
    warning: readToken('--bar-2'),
    critical: readToken('--bar-1'),
    warningText: readToken('--s2'),
    criticalText: readToken('--s1'),
    baseline: readToken('--tx-2'),
    font: readToken('--font'),
  };
}
