import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { BULK_REJECTIONS_KEPT, type BulkResult, type LineRejection } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Problem, toProblem } from '../../../platform/problems/index.js';
import { BulkPreparer } from './bulk.preparer.js';
import { complaintIn } from './complaint-in.js';
import { IntakeDesk } from './intake.desk.js';
import type { Origin } from './intake.row.js';
import { originOf } from './intake.service.js';
import { IntakeStore } from './intake.store.js';
import type { Pending } from './intake.types.js';
import { linesOf } from './ndjson.js';

/** Small enough that complaints sent one by one never wait long behind it for their turn at the log. */
const CHUNK = 500;
/** Two are prepared or wait for it, and two are written: one executed while the other is sent. */
const AT_ONCE = 4;
const MOST_IN_ONE_TURN = 50;
const LONGEST_LINE = 256 * 1024;

interface Line {
  line: number;
  bytes: Buffer;
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
    private readonly preparer: BulkPreparer,
  ) {}

  async take(me: Principal, stream: AsyncIterable<Buffer>): Promise<BulkResult> {
    const tally: Tally = { accepted: 0, duplicates: 0, rejected: [], more: 0 };
    const running = new Set<Promise<void>>();
    const origin = originOf(me, Buffer.alloc(0));
    let lines: Line[] = [];
    const send = async (): Promise<void> => {
      const chunk = lines;
      lines = [];
      const writing: Promise<void> = this.write(chunk, origin, tally).finally(() => running.delete(writing));
      // Looked at below; until then a failure must not count as unhandled.
      writing.catch(() => undefined);
      running.add(writing);
      if (running.size >= AT_ONCE) await Promise.race(running);
    };
    try {
      for await (const read of linesOf(stream, LONGEST_LINE))
        for (const { line, bytes } of read) {
          if (bytes === null) reject(tally, line, new Problem('request/too-large', { bytes: LONGEST_LINE }));
          else lines.push({ line, bytes });
          if (lines.length >= CHUNK) await send();
        }
      if (lines.length > 0) await send();
      await Promise.all(running);
    } finally {
      await Promise.allSettled(running);
    }
    return resultOf(tally);
  }

  private async write(lines: readonly Line[], origin: Origin, tally: Tally): Promise<void> {
    // A few lines are done before a thread has been asked.
    if (lines.length >= CHUNK && (await this.writePrepared(lines, origin, tally))) return;
    const numbers: number[] = [];
    const pending: Pending[] = [];
    for (const [i, { line, bytes }] of lines.entries()) {
      const input = complaintIn(bytes);
      if (input instanceof Problem) reject(tally, line, input);
      else {
        const own = { ...origin, raw: bytes };
        pending.push({ row: this.desk.registerNow(input, own) ?? (await this.desk.register(input, own)), once: null });
        numbers.push(line);
      }
      if (i % MOST_IN_ONE_TURN === MOST_IN_ONE_TURN - 1) await nextTurn();
    }
    const outcomes = await this.store.write(pending);
    outcomes.forEach((outcome, i) => {
      if (outcome.kind === 'accepted') tally.accepted += 1;
      else if (outcome.kind === 'failed') reject(tally, numbers[i] as number, toProblem(outcome.error));
      else tally.duplicates += 1;
    });
  }

  /** False, with nothing written, when the rows have to be looked at one by one. */
  private async writePrepared(lines: readonly Line[], origin: Origin, tally: Tally): Promise<boolean> {
    if (this.store.expectsRepeats) return false;
    const block = await this.preparer.prepare(
      lines.map(({ bytes }) => bytes),
      origin,
    );
    if (block === null || block.twins || !(await this.store.writeFresh(block))) return false;
    tally.accepted += block.count;
    for (const { index, code, issues } of block.rejected) note(tally, { line: lines[index]?.line ?? 0, code, issues });
    return true;
  }
}

function reject(tally: Tally, line: number, problem: Problem): void {
  note(tally, { line, code: problem.code, issues: problem.extras.issues ?? [] });
}

function note(tally: Tally, rejection: LineRejection): void {
  if (tally.rejected.length >= BULK_REJECTIONS_KEPT) tally.more += 1;
  else tally.rejected.push(rejection);
}

function resultOf({ accepted, duplicates, rejected, more }: Tally): BulkResult {
  rejected.sort((a, b) => a.line - b.line);
  return { accepted, duplicates, rejected, ...(more > 0 ? { rejectedMore: more } : {}) };
}
