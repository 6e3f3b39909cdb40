import { Injectable } from '@nestjs/common';
import { BULK_REJECTIONS_KEPT, NewComplaint, type BulkResult, type LineRejection } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { parseJson } from '../../../platform/http/json-parser.js';
import { Problem, toIssues, toProblem } from '../../../platform/problems/index.js';
import { scanComplaint, type ReadComplaint } from './complaint-scan.js';
import { IntakeDesk, type Origin } from './intake.desk.js';
import { originOf } from './intake.service.js';
import { IntakeStore } from './intake.store.js';
import type { IntakeRow, Pending } from './intake.types.js';
import { refuseUnknownArea } from './known-place.js';
import { linesOf, type NumberedLine } from './ndjson.js';

/** Small enough that complaints sent one by one never wait long behind it for their turn at the log. */
const CHUNK = 500;
const AT_ONCE = 2;
const LONGEST_LINE = 256 * 1024;

interface Chunk {
  pending: Pending[];
  lines: number[];
}

interface Tally {
  accepted: number;
  duplicates: number;
  rejected: LineRejection[];
  more: number;
}

/**
 * Reads a stream of any length and writes it in whole chunks, reading on only as fast as it writes. When the connection breaks off, the
 * chunks already committed stay and nothing of the unfinished one is written; sent again with external ids, they count as duplicates.
 */
@Injectable()
export class BulkService {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly store: IntakeStore,
  ) {}

  async take(me: Principal, stream: AsyncIterable<Buffer>): Promise<BulkResult> {
    const tally: Tally = { accepted: 0, duplicates: 0, rejected: [], more: 0 };
    const running = new Set<Promise<void>>();
    const origin = originOf(me, Buffer.alloc(0));
    let chunk: Chunk = { pending: [], lines: [] };
    const send = async (): Promise<void> => {
      const whole = chunk;
      chunk = { pending: [], lines: [] };
      const writing: Promise<void> = this.write(whole, tally).finally(() => running.delete(writing));
      // Looked at below; until then a failure must not count as unhandled.
      writing.catch(() => undefined);
      running.add(writing);
      if (running.size >= AT_ONCE) await Promise.race(running);
    };
    try {
      for await (const lines of linesOf(stream, LONGEST_LINE))
        for (const line of lines) {
          const later = this.read(origin, line, chunk, tally);
          if (later !== null) await later;
          if (chunk.pending.length >= CHUNK) await send();
        }
      if (chunk.pending.length > 0) await send();
      await Promise.all(running);
    } finally {
      await Promise.allSettled(running);
    }
    return resultOf(tally);
  }

  /** Null when it is done: a promise for each line would cost as much as checking it. */
  private read({ createdBy, backfill }: Origin, { line, bytes }: NumberedLine, chunk: Chunk, tally: Tally): Promise<void> | null {
    const input = bytes === null ? new Problem('request/too-large', { bytes: LONGEST_LINE }) : complaintIn(bytes);
    if (input instanceof Problem) {
      reject(tally, line, input);
      return null;
    }
    const add = (row: IntakeRow): void => {
      chunk.pending.push({ row, once: null });
      chunk.lines.push(line);
    };
    const origin = { raw: bytes as Buffer, createdBy, backfill };
    const row = this.desk.registerNow(input, origin);
    if (row === null) return this.desk.register(input, origin).then(add);
    add(row);
    return null;
  }

  private async write({ pending, lines }: Chunk, tally: Tally): Promise<void> {
    const outcomes = await this.store.write(pending);
    outcomes.forEach((outcome, i) => {
      if (outcome.kind === 'accepted') tally.accepted += 1;
      else if (outcome.kind === 'failed') reject(tally, lines[i] as number, toProblem(outcome.error));
      else tally.duplicates += 1;
    });
  }
}

/** The complaint in one line, or what is wrong with it. */
export function complaintIn(bytes: Buffer): ReadComplaint | Problem {
  const read = scanComplaint(bytes);
  if (read !== null) return read;
  try {
    const parsed = NewComplaint.safeParse(parseJson(bytes));
    if (parsed.success) refuseUnknownArea(parsed.data.place);
    return parsed.success ? parsed.data : new Problem('request/invalid', {}, { issues: toIssues(parsed.error.issues) });
  } catch (error) {
    return toProblem(error);
  }
}

function reject(tally: Tally, line: number, problem: Problem): void {
  if (tally.rejected.length >= BULK_REJECTIONS_KEPT) tally.more += 1;
  else tally.rejected.push({ line, code: problem.code, issues: problem.extras.issues ?? [] });
}

function resultOf({ accepted, duplicates, rejected, more }: Tally): BulkResult {
  rejected.sort((a, b) => a.line - b.line);
  return { accepted, duplicates, rejected, ...(more > 0 ? { rejectedMore: more } : {}) };
}
