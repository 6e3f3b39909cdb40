import type { ProblemCode, ProblemIssue } from '@tocsin/shared/kernel';
import { Problem } from '../../../platform/problems/index.js';
import type { DataKey } from '../../../platform/config/secrets.js';
import type { Sealer } from '../../../platform/crypto/sealer.js';
import { complaintIn } from './complaint-in.js';
import { columnsOf, type Columns } from './intake.columns.js';
import { nameOf, receivedAtOf, rowOf } from './intake.row.js';
import type { IntakeRow } from './intake.types.js';
import { faultOf } from './line-fault.js';
import type { ReceiptSpelling } from './receipt-spelling.js';
import type { Sender } from './sender.js';

/** Lines on their way into a thread. */
export interface Block {
  bytes: Uint8Array;
  /** Where each line ends. */
  ends: Uint32Array;
  now: number;
  /** The first of as many receipt numbers as there are lines. */
  firstReceipt: number;
  createdBy: string | null;
  sender: Sender;
}

export interface PreparedBlock extends Columns {
  /** By the index of the line. */
  rejected: { index: number; code: ProblemCode; issues: ProblemIssue[] }[];
  /** Whether two rows have one name, so that they have to be looked at one by one. */
  twins: boolean;
}

export interface BlockThreadData {
  keys: readonly DataKey[];
}

export function prepareBlock(block: Block, sealer: Sealer, receipts: ReceiptSpelling): PreparedBlock {
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length);
  const { createdBy, sender } = block;
  const now = new Date(block.now);
  const rows: IntakeRow[] = [];
  const rejected: PreparedBlock['rejected'] = [];
  let from = 0;
  block.ends.forEach((end, index) => {
    const raw = bytes.subarray(from, end);
    from = end;
    const input = complaintIn(raw, sender);
    if (input instanceof Problem) {
      rejected.push({ index, ...faultOf(input) });
      return;
    }
    const receivedAt = receivedAtOf(input, now);
    const receiptNo = receipts.spell(block.firstReceipt + index, receivedAt);
    rows.push(rowOf(sealer, input, { raw, createdBy }, { now, receivedAt, receiptNo }));
  });
  const { columns, present, count } = columnsOf(rows);
  // Exact copies: an array that was made too large would travel with all of its memory.
  return { columns: columns.map((column) => new Uint8Array(column)), present, count, rejected, twins: hasTwins(rows) };
}

function hasTwins(rows: readonly IntakeRow[]): boolean {
  const seen = new Set<string>();
  let named = 0;
  for (const row of rows) {
    const name = nameOf(row);
    if (name === null) continue;
    seen.add(name);
    named += 1;
  }
  return seen.size < named;
}
