import { z } from 'zod';
import { CURRENCIES } from './currencies.js';

/** `minor` counts the smallest unit of the currency (fen for CNY). */
export const Money = z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;

/** A hundred thousand million yuan: more than any one person can ask for, and few enough digits that many of them still add up exactly. */
const MOST_MINOR = 10_000_000_000_000;

/** Money somebody tells us of: never less than nothing. What was taken in before stays readable with whatever code it carries. */
export const MoneyGiven = Money.extend({
  minor: z.int().min(0).max(MOST_MINOR),
  currency: Money.shape.currency.refine((code) => CURRENCIES.has(code), {
    error: 'is not an ISO 4217 currency',
    params: { code: 'unknown_currency' },
  }),
});

/** Largest remainder: the parts always add up to `total`, and no part differs from its exact share by a whole unit. */
export function splitMinor(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) throw new RangeError('weights must add up to more than zero');
  const exact = weights.map((w) => (total * w) / sum);
  const parts = exact.map(Math.floor);
  const order = exact.map((x, i) => ({ i, rest: x - (parts[i] as number) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (const { i } of order) {
    if (left-- <= 0) break;
    parts[i] = (parts[i] as number) + 1;
  }
  return parts;
}
