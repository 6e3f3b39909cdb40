/** How strongly a place glows, 0 to 1: roots, since one city always dwarfs the rest and the others must still be seen. */
export function heatOf(counts: readonly number[]): number[] {
  const top = Math.max(1, ...counts);
  return counts.map((n) => (n <= 0 ? 0 : Math.max(0.12, Math.sqrt(n / top))));
}

type Rgb = readonly [number, number, number];
const hex = (colour: string): Rgb => {
  const n = Number.parseInt(colour.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
};

/** 256 colours along the ramp of the theme; its first step means nothing at all and is left out. */
export function heatColours(ramp: readonly string[]): Rgb[] {
  const steps = ramp.slice(1).map(hex);
  return Array.from({ length: 256 }, (_, i) => {
    const at = (i / 255) * (steps.length - 1);
    const [a, b] = [steps[Math.floor(at)] as Rgb, steps[Math.min(steps.length - 1, Math.floor(at) + 1)] as Rgb];
    const mix = (k: 0 | 1 | 2): number => Math.round(a[k] + (b[k] - a[k]) * (at - Math.floor(at)));
    return [mix(0), mix(1), mix(2)];
  });
}
