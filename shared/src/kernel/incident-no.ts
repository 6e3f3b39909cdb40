const NAMED = /^INC[\s\p{Pd}_#]*(\d{4})[\s\p{Pd}_]*(\d{1,9})$/u;
/** As lists show it. Without a sign between year and number it could be anything. */
const SHORT = /^(\d{4})[\s\p{Pd}_]+(\d{1,9})$/u;

/** `INC-2026-0042`, from the ways in which people write it: in lists it stands without `INC`. Null for what is no number of an incident. */
export function incidentNoOf(typed: string): string | null {
  const folded = typed.normalize('NFKC').trim().toUpperCase();
  const match = NAMED.exec(folded) ?? SHORT.exec(folded);
  return match ? `INC-${match[1] ?? ''}-${(match[2] ?? '').replace(/^0+(?=\d)/, '').padStart(4, '0')}` : null;
}
