import { AuditRepository, type ChainedRow, type Head } from './audit.repository.js';
import { verifyChain, type Verdict } from './verify.js';

const PAGE = 2_000;

export interface Witness extends Head {
  stream: string;
}

/** Verifies every stream, a page at a time: a log of millions in constant memory, while others go on writing to it. */
export async function verifyLog(entries: AuditRepository, witness?: Witness): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const stream of await entries.streams()) {
    const head = await entries.head(stream);
    verdicts.push(await verifyChain(stream, entriesOf(entries, stream, head), head, witness?.stream === stream ? witness : undefined));
  }
  return verdicts;
}

async function* entriesOf(entries: AuditRepository, stream: string, head: Head): AsyncIterable<ChainedRow> {
  for (let afterSeq = 0; ;) {
    const rows = await entries.read(stream, { afterSeq, limit: PAGE, order: 'asc' });
    for (const row of rows) {
      // Written while we walk: left for the next time. What the head does not know of was put there by another hand.
      if (row.seq > head.seq && (await entries.head(stream)).seq >= row.seq) return;
      yield row;
      afterSeq = row.seq;
    }
    if (rows.length < PAGE) return;
  }
}
