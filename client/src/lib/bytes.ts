import { count, decimal } from './format.js';

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

export function bytes(size: number): string {
  const step = size <= 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(size) / 10));
  const value = size / 1024 ** step;
  return `${step === 0 || value >= 100 ? count(value) : decimal(value)} ${UNITS[step] ?? 'B'}`;
}
