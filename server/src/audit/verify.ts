import { entryHash, genesis } from './audit-hash.js';
import type { ChainedRow, Head } from './audit.repository.js';

export type Fault = 'missing' | 'altered' | 'unlinked' | 'beyond-head' | 'head-differs' | 'witness-differs';

export interface Verdict {
  stream: string;
  /** How many entries were found whole, from the first on. */
  sound: number;
  head: Head;
  /** The first link that does not hold. */
  broken: { seq: number; fault: Fault } | null;
}

/**
 * Walks a chain from its beginning. `head` is what the log itself says it ends with; `witness` is a head kept elsewhere, the only thing
 * that shows a rewritten end to someone whom the database no longer can.
 */
export async function verifyChain(
  stream: string,
  rows: AsyncIterable<ChainedRow> | Iterable<ChainedRow>,
  head: Head,
  witness?: Head,
): Promise<Verdict> {
  let last: Head = { seq: 0, hash: genesis(stream) };
  const verdict = (broken: Verdict['broken']): Verdict => ({ stream, sound: last.seq, head: last, broken });
  for await (const row of rows) {
    const fault = faultOf(row, last, head);
    if (fault) return verdict({ seq: fault === 'missing' ? last.seq + 1 : row.seq, fault });
    last = { seq: row.seq, hash: row.hash };
    if (witness?.seq === last.seq && !witness.hash.equals(last.hash)) return verdict({ seq: last.seq, fault: 'witness-differs' });
  }
  if (head.seq > last.seq) return verdict({ seq: last.seq + 1, fault: 'missing' });
  if (!head.hash.equals(last.hash)) return verdict({ seq: last.seq, fault: 'head-differs' });
  if (witness && witness.seq > last.seq) return verdict({ seq: last.seq + 1, fault: 'missing' });
  return verdict(null);
}

function faultOf(row: ChainedRow, last: Head, head: Head): Fault | null {
  if (row.seq !== last.seq + 1) return 'missing';
  if (row.seq > head.seq) return 'beyond-head';
  if (!row.prev_hash.equals(last.hash)) return 'unlinked';
  return entryHash(row, last.hash).equals(row.hash) ? null : 'altered';
}

const MEANS: Record<Fault, string> = {
  missing: 'the entry is missing',
  altered: 'the entry does not match its hash',
  unlinked: 'the entry does not follow the one before it',
  'beyond-head': 'the entry was added past the end of the chain',
  'head-differs': 'the recorded end of the chain does not match its last entry',
  'witness-differs': 'the entry is not the one whose hash was kept elsewhere',
};

/** What is noted down of a chain, and given back to be compared with: printed, exported and read in this one form. */
export const witnessOf = (stream: string, { seq, hash }: Head): string => `${stream}:${seq}:${hash.toString('hex')}`;

export function witnessIn(text: string): (Head & { stream: string }) | null {
  const match = /^(.+):(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim());
  return match && { stream: match[1] ?? '', seq: Number(match[2]), hash: Buffer.from(match[3] ?? '', 'hex') };
}

export function verdictLine({ stream, sound, head, broken }: Verdict): string {
  if (broken) return `${stream}: BROKEN at entry ${broken.seq}: ${MEANS[broken.fault]} (${sound} sound before it)`;
  return `${stream}: ${sound} entries sound, head ${witnessOf(stream, head)}`;
}
