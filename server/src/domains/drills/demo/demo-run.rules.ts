import type { EarlierRun } from './demo.repository.js';

export interface DemoRun {
  /** Goes into the source of the messages: the same run twice is one run. */
  run: string;
  /** How many messages to leave out. */
  from: number;
}

/** Longer than a restart takes; a demonstration of the day before is over. */
const GONE_COLD_MS = 2 * 3_600_000;
/** Messages in flight when the process ended need not have arrived in order. */
const IN_FLIGHT = 100;

const numberIn = (text: string): number => Number(/(\d+)$/.exec(text)?.[1] ?? 0);

/** Goes on where a run was cut off, and begins another when the last one was told to its end or is long ago. */
export function nextRun(earlier: EarlierRun | null, total: number, now: Date): DemoRun {
  if (!earlier) return { run: 'demo-1', from: 0 };
  const number = Math.max(1, numberIn(earlier.source));
  const told = numberIn(earlier.externalId) + 1;
  const over = told >= total || now.getTime() - earlier.at.getTime() > GONE_COLD_MS;
  return over ? { run: `demo-${number + 1}`, from: 0 } : { run: `demo-${number}`, from: Math.max(0, told - IN_FLIGHT) };
}
