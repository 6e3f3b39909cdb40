import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BulkResult } from '@tocsin/shared/complaints';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { isUniqueViolation } from '../../../platform/database/faults.js';
import { KEEP_HOURS, type KeyName } from '../../../platform/http/idempotency.js';
import { Handles, defineQueue } from '../../../platform/jobs/index.js';
import { Problem } from '../../../platform/problems/index.js';
import { BulkRepository } from './bulk.repository.js';
import { emptyTally, reject, type Line, type Tally } from './bulk.tally.js';
import { complaintIn } from './complaint-in.js';
import { IntakeDesk } from './intake.desk.js';
import type { Origin } from './intake.row.js';
import { IntakeStore, taken, type Fate } from './intake.store.js';
import type { Pending } from './intake.types.js';

const forgetBlocks = defineQueue('complaints.forget-bulk-blocks', { every: '27 3 * * *' });
const MOST_IN_ONE_TURN = 50;
const ATTEMPTS = 3;

/** Lines as rows to be written; what is wrong with the others goes into the tally. */
@Injectable()
export class BulkReader {
  constructor(private readonly desk: IntakeDesk) {}

  async read(lines: readonly Line[], origin: Origin, tally: Tally): Promise<{ pending: Pending[]; numbers: number[] }> {
    const numbers: number[] = [];
    const pending: Pending[] = [];
    for (const [i, { line, bytes }] of lines.entries()) {
      const input = complaintIn(bytes, origin);
      if (input instanceof Problem) reject(tally, line, input);
      else {
        const own = { ...origin, raw: bytes };
        pending.push({
          row: this.desk.registerNow(input, own) ?? (await this.desk.register(input, own)),
          once: null,
          brands: origin.brands,
        });
        numbers.push(line);
      }
      if (i % MOST_IN_ONE_TURN === MOST_IN_ONE_TURN - 1) await nextTurn();
    }
    return { pending, numbers };
  }
}

/**
 * A bulk under a key. Its body has no end to wait for, so the key is kept block by block, each with the rows it wrote: a bulk that broke off
 * half-way and is sent again goes on behind the blocks it had, with or without external ids.
 */
@Injectable()
export class BulkOnce {
  constructor(
    private readonly db: Db,
    private readonly blocks: BulkRepository,
    private readonly reader: BulkReader,
    private readonly store: IntakeStore,
    private readonly clock: Clock,
  ) {}

  /** The answer of a run that came to its end. */
  finished(name: KeyName): Promise<{ sha256: Buffer; result: BulkResult } | null> {
    return this.blocks.finished(name);
  }

  /** Whichever of two runs at once ends first has told the other's answer as well. */
  async finish(name: KeyName, sha256: Buffer, result: BulkResult): Promise<void> {
    await this.blocks.finish(name, sha256, result, this.clock.now());
  }

  @Handles(forgetBlocks)
  async forget(): Promise<void> {
    await this.blocks.forget(new Date(this.clock.ms() - KEEP_HOURS * 3_600_000));
  }

  async write(name: KeyName, index: number, lines: readonly Line[], origin: Origin): Promise<Tally> {
    const sha256 = digestOf(lines);
    for (let attempt = 1; ; attempt += 1) {
      const known = await this.blocks.find(name, index);
      if (known) return same(known, sha256);
      const tally = emptyTally();
      const { pending, numbers } = await this.reader.read(lines, origin, tally);
      try {
        return await this.db.transaction(async (tx) => {
          // A second run with this key waits here until the first has committed, and then finds its block.
          if (!(await this.blocks.claim(tx, name, index, sha256, this.clock.now())))
            return same(await this.blocks.find(name, index, tx), sha256);
          count(tally, await this.store.writeIn(tx, pending), numbers);
          await this.blocks.keep(tx, name, index, tally);
          return tally;
        });
      } catch (error) {
        // The same external id came in by another door between our look and our insert: the next look finds it.
        if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

function count(tally: Tally, fates: readonly Fate[], numbers: readonly number[]): void {
  fates.forEach((fate, i) => {
    if (fate === 'accepted') tally.accepted += 1;
    else if (fate === 'duplicate') tally.duplicates += 1;
    else reject(tally, numbers[i] as number, taken());
  });
}

function same(known: { sha256: Buffer; tally: Tally } | null, sha256: Buffer): Tally {
  if (!known) throw new Problem('request/idempotency-in-flight');
  if (!known.sha256.equals(sha256)) throw new Problem('request/idempotency-mismatch');
  return known.tally;
}

function digestOf(lines: readonly Line[]): Buffer {
  const hash = createHash('sha256');
  for (const { line, bytes } of lines) hash.update(`${line} ${bytes.length}\n`).update(bytes);
  return hash.digest();
}
