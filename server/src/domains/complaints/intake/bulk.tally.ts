import { BULK_REJECTIONS_KEPT, type BulkResult, type LineRejection } from '@tocsin/shared/complaints';
import type { Problem } from '../../../platform/problems/index.js';
import { faultOf } from './line-fault.js';

export interface Line {
  line: number;
  bytes: Buffer;
}

/** What became of some lines. */
export interface Tally {
  accepted: number;
  duplicates: number;
  rejected: LineRejection[];
  more: number;
}

export const emptyTally = (): Tally => ({ accepted: 0, duplicates: 0, rejected: [], more: 0 });

export function reject(tally: Tally, line: number, problem: Problem): void {
  note(tally, { line, ...faultOf(problem) });
}

export function note(tally: Tally, rejection: LineRejection): void {
  if (tally.rejected.length >= BULK_REJECTIONS_KEPT) tally.more += 1;
  else tally.rejected.push(rejection);
}

export function addTo(tally: Tally, part: Tally): void {
  tally.accepted += part.accepted;
  tally.duplicates += part.duplicates;
  tally.more += part.more;
  for (const rejection of part.rejected) note(tally, rejection);
}

export function resultOf({ accepted, duplicates, rejected, more }: Tally): BulkResult {
  rejected.sort((a, b) => a.line - b.line);
  return { accepted, duplicates, rejected, ...(more > 0 ? { rejectedMore: more } : {}) };
}
