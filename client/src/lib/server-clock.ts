/** The header counts whole seconds, so a smaller difference is none. */
const IGNORED_MS = 2_000;
/** Clocks drift: a measurement is worth less the older it is, so a quick one replaces it after this long at the latest. */
const FRESH_MS = 5 * 60_000;

let offset = 0;
let best = { took: Number.POSITIVE_INFINITY, at: 0 };

/** From the `Date` of an answer and when its request went out and came back, by this machine's clock. */
export function learnServerTime(header: string | null, sent: number, came: number): void {
  const told = header === null ? Number.NaN : Date.parse(header);
  const took = came - sent;
  if (Number.isNaN(told) || took < 0 || (took > best.took && came - best.at < FRESH_MS)) return;
  best = { took, at: came };
  // Half a second for what the header cuts off.
  const found = told + 500 - (sent + took / 2);
  offset = Math.abs(found) < IGNORED_MS ? 0 : Math.round(found);
}

/** The server's time: what is elapsed and what is due must not depend on how this machine's clock is set. */
export const serverNow = (): number => Date.now() + offset;

/** Of an instant that this machine's clock has taken. */
export const serverTimeOf = (local: number): number => local + offset;
