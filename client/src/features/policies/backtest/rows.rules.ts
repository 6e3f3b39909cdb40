import type { Backtest, BacktestChange, BacktestRow } from '@tocsin/shared/incidents';

export type Shown = BacktestChange | 'all';

/** The lines of one choice that the answer holds, and how many there are of it in all: an answer holds the first 300 lines only. */
export function rowsOf(
  { rows, changes }: Pick<Backtest, 'rows' | 'changes'>,
  shown: Shown,
): { list: readonly BacktestRow[]; total: number } {
  const total = shown === 'all' ? Object.values(changes).reduce((sum, n) => sum + n, 0) : (changes[shown] ?? 0);
  return { list: shown === 'all' ? rows : rows.filter(({ change }) => change === shown), total };
}
