/** What to do with an event when `lastSeq` is the newest one seen: a repeat is dropped, a hole is filled before going on. */
export function accept(lastSeq: number, seq: number): 'apply' | 'ignore' | 'catch-up' {
  if (seq <= lastSeq) return 'ignore';
  return seq === lastSeq + 1 ? 'apply' : 'catch-up';
}
