/** `2026-01-05T10:00` in `zone`, as a `datetime-local` field holds it; empty for what is no time. */
export function fieldOf(at: string | undefined, zone: string): string {
  const when = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(when) ? '' : wallClock(when, zone).slice(0, 16);
}

/** The instant that a clock in `zone` shows so. One that the clock skips in spring is read an hour later, as clocks there are. */
export function instantOf(field: string, zone: string): string | undefined {
  const wall = field === '' ? Number.NaN : Date.parse(`${field}Z`);
  if (Number.isNaN(wall)) return undefined;
  // The offset at the first guess may be that of the other side of a change; the second guess is right on either side.
  const once = wall - offset(wall, zone);
  return new Date(wall - offset(once, zone)).toISOString();
}

const offset = (at: number, zone: string): number => Date.parse(`${wallClock(at, zone)}Z`) - Math.floor(at / 1_000) * 1_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function wallClock(at: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    formats.set(zone, format);
  }
  return format.format(at).replace(' ', 'T');
}

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
