export const RAMP_STEPS = 6;

function nice(n: number): number {
  if (n <= 10) return Math.max(1, Math.round(n));
  const magnitude = 10 ** Math.floor(Math.log10(n));
  const lead = n / magnitude;
  const step = lead < 1.5 ? 1 : lead < 2.25 ? 2 : lead < 3.5 ? 2.5 : lead < 7.5 ? 5 : 10;
  return Math.round(step * magnitude);
}

/** Lower bounds of steps 1 to 5; squares spread them, since one city always dwarfs the rest. Step 0 means none at all. */
export function rampThresholds(max: number): number[] {
  const top = Math.max(1, max);
  const bounds = [1];
  for (let i = 1; i < RAMP_STEPS - 1; i++)
    bounds.push(Math.max((bounds[i - 1] as number) + 1, nice(top * (i / (RAMP_STEPS - 1)) ** 2 * 1.2)));
  return bounds;
}

export const rampStep = (count: number, thresholds: readonly number[]): number => thresholds.filter((t) => count >= t).length;

export const circleRadius = (count: number): number => 3 + 0.75 * Math.sqrt(count);
