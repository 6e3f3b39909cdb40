import { createHash, type Hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BulkResult } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { KeyName } from '../../../platform/http/idempotency.js';
import { Problem, toProblem } from '../../../platform/problems/index.js';
import { BulkOnce, BulkReader } from './bulk.once.js';
import { BulkPreparer } from './bulk.preparer.js';
import { addTo, emptyTally, note, reject, resultOf, type Line, type Tally } from './bulk.tally.js';
import type { Origin } from './intake.row.js';
import { originOf } from './intake.service.js';
import { IntakeStore } from './intake.store.js';
import { linesOf } from './ndjson.js';

/** Small enough that complaints sent one by one never wait long behind it for their turn at the log. */
const CHUNK = 500;
/** Two are prepared or wait for it, and two are written: one executed while the other is sent. */
const AT_ONCE = 4;
const LONGEST_LINE = 256 * 1024;

type Write = (lines: readonly Line[], index: number) => Promise<Tally>;

/**
 * Reads a stream of any length and writes it in whole chunks, reading on only as fast as it writes. When the connection breaks off, the
 * chunks already committed stay and nothing of the unfinished one is written; sent again with external ids, they count as duplicates, and
 * under the same key they are not taken twice.
 */
@Injectable()
export class BulkService {
  constructor(
    private readonly reader: BulkReader,
    private readonly store: IntakeStore,
    private readonly preparer: BulkPreparer,
    private readonly once: BulkOnce,
  ) {}

  take(me: Principal, stream: AsyncIterable<Buffer>): Promise<BulkResult> {
    const origin = originOf(me, Buffer.alloc(0));
    return this.read(stream, (lines) => this.write(lines, origin));
  }

  /** `replayed`: the answer is an earlier run's, to the very same lines. */
  async takeOnce(me: Principal, stream: AsyncIterable<Buffer>, name: KeyName): Promise<{ result: BulkResult; replayed: boolean }> {
    const origin = originOf(me, Buffer.alloc(0));
    const hash = createHash('sha256');
    const kept = await this.once.finished(name);
    if (kept) {
      for await (const _ of hashed(stream, hash));
      if (!kept.sha256.equals(hash.digest())) throw new Problem('request/idempotency-mismatch');
      return { result: kept.result, replayed: true };
    }
    const result = await this.read(hashed(stream, hash), (lines, index) => this.once.write(name, index, lines, origin));
    await this.once.finish(name, hash.digest(), result);
    return { result, replayed: false };
  }

  private async read(stream: AsyncIterable<Buffer>, write: Write): Promise<BulkResult> {
    const tally = emptyTally();
    const running = new Set<Promise<void>>();
    let lines: Line[] = [];
    let index = 0;
    const send = async (): Promise<void> => {
      const chunk = lines;
      lines = [];
      const writing: Promise<void> = write(chunk, index++)
        .then((part) => addTo(tally, part))
        .finally(() => running.delete(writing));
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

  private async write(lines: readonly Line[], origin: Origin): Promise<Tally> {
    // A few lines are done before a thread has been asked.
    const prepared = lines.length >= CHUNK ? await this.writePrepared(lines, origin) : null;
    if (prepared) return prepared;
    const tally = emptyTally();
    const { pending, numbers } = await this.reader.read(lines, origin, tally);
    const outcomes = await this.store.write(pending);
    outcomes.forEach((outcome, i) => {
      if (outcome.kind === 'accepted') tally.accepted += 1;
      else if (outcome.kind === 'failed') reject(tally, numbers[i] as number, toProblem(outcome.error));
      else tally.duplicates += 1;
    });
    return tally;
  }

  /** Null, with nothing written, when the rows have to be looked at one by one. */
  private async writePrepared(lines: readonly Line[], origin: Origin): Promise<Tally | null> {
    if (this.store.expectsRepeats) return null;
    const block = await this.preparer.prepare(
      lines.map(({ bytes }) => bytes),
      origin,
    );
    if (block === null || block.twins || !(await this.store.writeFresh(block))) return null;
    const tally = { ...emptyTally(), accepted: block.count };
    for (const { index, code, issues } of block.rejected) note(tally, { line: lines[index]?.line ?? 0, code, issues });
    return tally;
  }
}

async function* hashed(stream: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    hash.update(chunk);
    yield chunk;
  }
}
