import { Injectable } from '@nestjs/common';
import { InvalidReason, maskText, Validity, type ComplaintHistory, type ComplaintHistoryEntry } from '@tocsin/shared/complaints';
import { may, seesBrand, type Principal } from '@tocsin/shared/identity';
import type { ComplaintId, PageQuery } from '@tocsin/shared/kernel';
import { z } from 'zod';
import { Audit, type PastEntry } from '../../../audit/index.js';
import { notFound } from '../../../platform/problems/index.js';
import { ComplaintMoves, type PastMove } from './complaint-moves.js';
import { byNewest, cursorAt, markAt, type HistoryMark } from './history-mark.js';
import { HistoryRepository, type PastMessage, type PastStep, type PastWithdrawal, type Received } from './history.repository.js';

const DECIDED = ['complaint.validity-judged', 'complaint.attachment-added'];
const VIEWED = ['complaint.contact-revealed', 'complaint.payload-read'];

interface Dated extends HistoryMark {
  entry: ComplaintHistoryEntry;
}
const dated = (at: Date, id: string, more: object): Dated => ({
  ...{ at, id },
  entry: { id, at: at.toISOString(), ...more } as ComplaintHistoryEntry,
});

/** What happened to one complaint: out of its own rows and the record, so that it is whole in any incident and in none. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly history: HistoryRepository,
    private readonly audit: Audit,
    private readonly moves: ComplaintMoves,
  ) {}

  async of(me: Principal, id: ComplaintId, { limit, cursor }: PageQuery): Promise<ComplaintHistory> {
    const received = await this.history.received(id);
    if (!received || !seesBrand(me, received.brand)) throw notFound();
    const before = cursor === undefined ? null : markAt(cursor);
    const most = limit + 1;
    const actions = may(me, 'audit:read') ? [...DECIDED, ...VIEWED] : DECIDED;
    const [steps, messages, withdrawals, recorded, moves] = await Promise.all([
      this.history.steps(id, before, most),
      this.history.messages(id, before, most),
      this.history.withdrawals(id, before, most),
      this.audit.of({ type: 'complaint', id }, { actions, before, limit: most }),
      this.moves.of(id, before, most),
    ]);
    const beginning = receivedEntry(received);
    const all = [
      ...steps.map(stepEntry),
      ...messages.map(messageEntry),
      ...withdrawals.map(withdrawalEntry),
      ...recorded.flatMap(recordedEntry),
      ...moves.map((move) => moveEntry(move, me, received)),
      ...(before === null || byNewest(before, beginning) < 0 ? [beginning] : []),
    ].sort(byNewest);
    const shown = all.slice(0, limit);
    const last = all.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(({ entry }) => entry), nextCursor: last ? cursorAt(last) : null };
  }
}

/** The id of the complaint itself: the first of everything that happened to it in that instant. */
const receivedEntry = ({ at, channel, source }: Received): Dated => dated(at, '', { kind: 'received', by: null, channel, source });
const stepEntry = ({ id, at, by_name: by, from_status: from, status: to, note, undo, version }: PastStep): Dated =>
  dated(at, id, { kind: 'status', by, from, to, note, undo, version });
const messageEntry = ({ id, at, kind, score }: PastMessage): Dated => dated(at, id, { kind: 'said', by: null, message: kind, score });
const withdrawalEntry = ({ id, at, by_name: by, reason }: PastWithdrawal): Dated => dated(at, id, { kind: 'reply-withdrawn', by, reason });

function moveEntry({ id, at, by, kind: move, undone, ...rest }: PastMove, me: Principal, { group_id }: Received): Dated {
  const known = me.brands === null;
  const [from, reason] = known ? [rest.from, rest.reason] : [null, null];
  const into = known || rest.into === group_id ? rest.into : null;
  return dated(at, id, { kind: 'moved', by, move, from, into, reason, undone: undone && { at: undone.at.toISOString(), by: undone.by } });
}

const Judged = z.object({
  from: Validity,
  to: Validity,
  reason: InvalidReason.nullable(),
  note: z.string().nullable(),
  version: z.int().nullable().default(null),
});
const Named = z.object({ name: z.string() });
const Reasoned = z.object({ reason: z.string() });

/** What an entry of the record says, if it says it as this version of the product reads it. */
function recordedEntry({ id, at, by, action, detail }: PastEntry): Dated[] {
  const as = <T extends object>(schema: z.ZodType<T>, more: (found: T) => object): Dated[] => {
    const parsed = schema.safeParse(detail);
    return parsed.success ? [dated(at, id, { by, ...more(parsed.data) })] : [];
  };
  if (action === 'complaint.validity-judged') return as(Judged, (judged) => ({ kind: 'validity', ...judged }));
  // Entries from before names were masked in the record itself keep them whole.
  if (action === 'complaint.attachment-added') return as(Named, ({ name }) => ({ kind: 'file', name: maskText(name) }));
  const what = action === 'complaint.payload-read' ? 'payload' : 'contact';
  return as(Reasoned, ({ reason }) => ({ kind: 'viewed', what, reason }));
}
