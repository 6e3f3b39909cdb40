import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../../platform/logging/log.js';
import type { Seat } from '../commands/hand.js';
import { isInfrastructure } from '../../../platform/database/faults.js';
import { MOST_ATTEMPTS } from '../../../platform/database/isolated.js';
import { failureOf } from '../set-aside/failure.rules.js';
import type { Batch } from './batch-writer.js';
import { Draft, type Read } from './draft.js';
import { Poisoned } from './poisoned.js';
import type { LeaderParts } from './leader-parts.js';
import { type Lease, LeaseLost } from './lease.repository.js';
import { isDue, type Pace } from './pace.rules.js';
import type { Restored } from './recovery.js';
import type { Waker } from './waker.js';

export const SHARD = 'main';
const RENEW_MS = 2_000;
const TICK_MS = 15_000;
const COMMANDS_AT_ONCE = 20;
const WRITE_ATTEMPTS = 40;
/** What came since the last snapshot is played again at a restart, about a thousand a second. */
const SNAPSHOT_DOCS = 2_000;
const SNAPSHOT_MS = 5_000;
/** After a snapshot that took long; whatever lies further ahead was planned by another clock. */
const LATEST_SNAPSHOT_MS = 20 * SNAPSHOT_MS;
/** A snapshot stops the line: it may cost one part in so many of the time. */
const SNAPSHOT_SHARE = 100;
const logger = log('clustering');

interface Fetched {
  reads: Read[];
  /** The version of the dictionary they were read with. */
  dictionary: number;
}

/** The rows stand, and the engine is to be read anew from them. */
export class EngineOutdated extends Error {
  constructor() {
    super('the engine is rebuilt from the rows');
    this.name = 'EngineOutdated';
  }
}

/** One term of leadership: from the engine's return to the loss of the lease, or to the end of the process. */
export class Term {
  private seq: number;
  private writing: Promise<void> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();
  private inFlight = false;
  private readonly due = { renew: 0, tick: 0, snapshot: 0 };
  private unsaved = 0;

  constructor(
    private readonly parts: LeaderParts,
    private readonly lease: Lease,
    private readonly restored: Restored,
    private readonly waker: Waker,
    private readonly pace: Pace,
    private readonly signal: AbortSignal,
  ) {
    this.seq = restored.seq;
    this.due.snapshot = parts.clock.ms() + SNAPSHOT_MS;
    this.due.tick = parts.clock.ms() + TICK_MS;
  }

  async run(): Promise<void> {
    let next = this.fetch();
    next.catch(() => undefined);
    while (!this.signal.aborted) {
      await this.obey();
      const asked = performance.now();
      const { reads, dictionary } = await next;
      // What was fetched ahead was read with the dictionary of before.
      if (dictionary !== this.restored.desk.dictionary) {
        next = this.fetch();
        next.catch(() => undefined);
        continue;
      }
      if (reads.length === 0) {
        await this.rest();
        next = this.fetch();
        next.catch(() => undefined);
        continue;
      }
      const started = performance.now();
      const before = this.seq;
      this.seq = reads.at(-1)?.record.seq ?? before;
      next = this.fetch();
      // Awaited further down; a failure meanwhile must not end the process.
      next.catch(() => undefined);
      const { desk, names } = this.restored;
      const draft = new Draft(SHARD, before, reads, desk, names);
      await draft.build(
        ({ id }, prepared) =>
          this.parts.mark.during('grouping', id, () => {
            this.parts.failpoints.poison('grouping', id);
            return desk.push(prepared);
          }),
        () => this.waker.hasCommands,
      );
      const batch = this.batchOf(draft);
      if (draft.upToSeq < this.seq) {
        this.seq = draft.upToSeq;
        next = this.fetch();
        next.catch(() => undefined);
      }
      const built = performance.now();
      await this.writing;
      const free = performance.now();
      logger.debug(
        {
          docs: batch.cases.length,
          moves: batch.moves.length,
          read: ms(started - asked),
          build: ms(built - started),
          wait: ms(free - built),
        },
        'batch',
      );
      this.writing = this.write(draft, batch, 0, draft.size);
      this.writing.catch(() => undefined);
      if (this.pace.careful && draft.size === 1) await this.parts.mark.while('writing', draft.recordAt(0).id, () => this.writing);
      this.unsaved += batch.cases.length;
      if (draft.fault) {
        await this.writing;
        throw new Poisoned('grouping', draft.fault.record.id, draft.fault.error);
      }
      this.pace.took(batch.cases.length, performance.now() - started);
      if (this.unsaved >= SNAPSHOT_DOCS) await this.save();
      await this.mind();
    }
    await this.writing;
  }

  /** At the end of a term in good order, so that the next one begins where this one ended. */
  async leave(): Promise<void> {
    await this.writing;
    if (this.unsaved > 0) await this.save(true);
    await this.keeping;
  }

  private async fetch(): Promise<Fetched> {
    const records = await this.parts.cases.pendingAfter(this.seq, this.pace.size);
    const version = this.restored.desk.dictionary;
    const dictionary = await this.parts.dictionaries.at(version);
    const aside = await this.parts.setAside.among(records.map(({ id }) => id));
    const readable = records.filter(({ id }) => !aside.has(id));
    const outcomes = await this.parts.preparer.read(readable, dictionary);
    const byId = new Map(readable.map(({ id }, i) => [id, outcomes[i] ?? null]));
    return { reads: records.map((record) => ({ record, outcome: byId.get(record.id) ?? null })), dictionary: version };
  }

  private async rest(): Promise<void> {
    await this.writing;
    await this.mind();
    if (this.unsaved > 0 && isDue(this.parts.clock.ms(), this.due.snapshot, LATEST_SNAPSHOT_MS)) await this.save();
    await this.waker.wait(RENEW_MS, this.signal);
  }

  /** People go before the backlog. */
  private async obey(): Promise<void> {
    if (!this.waker.takeCommands()) return;
    const waiting = await this.parts.commands.pending(COMMANDS_AT_ONCE);
    const again = await this.parts.setAside.toRetry(1);
    if (waiting.length === 0 && again.length === 0) return;
    await this.writing;
    const { desk, names } = this.restored;
    // What is fetched ahead has not been pushed, so the engine stands exactly where the rows stand.
    const seat: Seat = { shard: SHARD, lease: this.lease, desk, names, seq: this.seq };
    for (const row of again) await this.parts.rereader.retry(seat, row);
    // A snapshot still on its way to the disk would outlive a command that makes it outdated.
    if (waiting.some(({ command }) => command.kind === 'recluster')) await this.keeping;
    for (const command of waiting) {
      await this.parts.executor.run(seat, command);
      if (desk.outdated) throw new EngineOutdated();
    }
    this.waker.wakeForCommands();
  }

  /** Housekeeping by the clock: the lease, and what changes by time alone. */
  private async mind(): Promise<void> {
    const now = this.parts.clock.ms();
    // A batch in flight has renewed it by its first statement; waiting for its end would keep the engine idle meanwhile.
    if (isDue(now, this.due.renew, RENEW_MS) && !this.inFlight) {
      this.due.renew = now + RENEW_MS;
      await this.parts.leases.renew(this.lease);
    }
    if (!isDue(now, this.due.tick, TICK_MS)) return;
    this.due.tick = now + TICK_MS;
    await this.writing;
    await this.parts.db.transaction(async (tx) => {
      await this.parts.leases.fence(tx, this.lease);
      await this.parts.port.get()?.tick(tx);
    });
  }

  private async save(last = false): Promise<void> {
    const now = this.parts.clock.ms();
    if (!last && !isDue(now, this.due.snapshot - SNAPSHOT_MS, LATEST_SNAPSHOT_MS)) return;
    await Promise.all([this.writing, this.keeping]);
    const started = performance.now();
    const { bytes, kept } = await this.parts.recovery.keep(SHARD, this.seq, this.restored.desk);
    const took = performance.now() - started;
    logger.debug({ seq: this.seq, bytes, ms: ms(took) }, 'the engine was saved');
    this.unsaved = 0;
    this.due.snapshot = now + SNAPSHOT_MS + took * SNAPSHOT_SHARE;
    // A restart from an older one costs time and loses nothing.
    this.keeping = kept.catch((error: unknown) => logger.warn({ err: error }, 'a snapshot of the engine was not kept'));
  }

  /**
   * A batch that the database refuses is written in halves, until the complaint to blame stands alone; that one has failed for good when it
   * failed three times. What came before it is written, what comes behind it is read again by the next term.
   */
  private async write(draft: Draft, batch: Batch, from: number, to: number): Promise<void> {
    try {
      await this.persist(batch);
    } catch (error) {
      if (error instanceof LeaseLost || isInfrastructure(error) || this.signal.aborted || to <= from) throw error;
      logger.warn({ failure: failureOf(error), docs: to - from }, 'a batch was refused and is written in parts');
      if (to - from === 1) return this.insist(draft, from, error);
      const middle = (from + to) >> 1;
      await this.write(draft, this.batchOf(draft, from, middle), from, middle);
      await this.write(draft, this.batchOf(draft, middle, to), middle, to);
    }
  }

  private async insist(draft: Draft, at: number, first: unknown): Promise<void> {
    let error = first;
    for (let tries = 1; tries < MOST_ATTEMPTS; tries++) {
      try {
        return await this.persist(this.batchOf(draft, at, at + 1));
      } catch (again) {
        if (again instanceof LeaseLost || isInfrastructure(again)) throw again;
        error = again;
      }
    }
    if (!draft.isAside(at)) throw new Poisoned('writing', draft.recordAt(at).id, error, MOST_ATTEMPTS);
    logger.error(
      { failure: failureOf(error), complaint: draft.recordAt(at).id },
      'a complaint that was set aside has no group until it is tried again',
    );
    await this.persist(draft.skip(at));
  }

  /** Of one alone it is known whom to blame when this never ends. */
  private batchOf(draft: Draft, from = 0, to = draft.size): Batch {
    const make = (): Batch => draft.batch(from, to);
    return to - from === 1 ? this.parts.mark.during('writing', draft.recordAt(from).id, make) : make();
  }

  /** A lost connection or a full disk passes; the batch is plain data and waits. A lost lease does not. */
  private async persist(batch: Batch): Promise<void> {
    this.inFlight = true;
    for (let attempt = 1; ; attempt++) {
      try {
        const started = performance.now();
        await this.parts.writer.write(this.lease, batch);
        this.inFlight = false;
        logger.debug({ docs: batch.cases.length, ms: ms(performance.now() - started) }, 'written');
        return;
      } catch (error) {
        if (error instanceof LeaseLost || attempt === WRITE_ATTEMPTS || this.signal.aborted || !passes(error)) throw error;
        logger.warn({ err: error, attempt }, 'a batch could not be written and is tried again');
        await sleep(Math.min(2_000, 50 * 2 ** attempt));
      }
    }
  }
}

const ms = Math.round;
const passes = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('server/');
