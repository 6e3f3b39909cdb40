import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Secrets } from '../../../platform/config/secrets.js';
import { log } from '../../../platform/logging/log.js';
import { WorkerPool, workerModule } from '../enrichment/index.js';
import type { Block, BlockThreadData, PreparedBlock } from './bulk.block.js';
import type { Origin } from './intake.row.js';
import { ReceiptNumbers } from './receipt-numbers.js';

const HUNG_MS = 20_000;
const logger = log('intake');

/**
 * Reads, checks and seals whole blocks of lines in a thread of its own: that is most of the work of a bulk, and beside the requests of others
 * it would make them wait. The thread starts with the first block.
 */
@Injectable()
export class BulkPreparer implements OnApplicationShutdown {
  private pool: WorkerPool<Block, PreparedBlock> | null = null;

  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly receipts: ReceiptNumbers,
  ) {}

  /** Null when the thread cannot do it; whoever asked has to do it then. */
  async prepare(lines: readonly Buffer[], { createdBy, backfill, pastCases, brands }: Origin): Promise<PreparedBlock | null> {
    const firstReceipt = await this.receipts.takeMany(lines.length);
    const ends = new Uint32Array(lines.length);
    let size = 0;
    lines.forEach((line, i) => (ends[i] = size += line.length));
    const block = {
      bytes: joined(lines, size),
      ends,
      now: this.clock.ms(),
      firstReceipt,
      createdBy,
      sender: { backfill, pastCases, brands },
    };
    try {
      const [prepared] = await (this.pool ??= this.open()).run([block]);
      return prepared ?? null;
    } catch (error) {
      logger.warn({ err: error }, 'a block of lines could not be prepared in its thread');
      return null;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close();
  }

  private open(): WorkerPool<Block, PreparedBlock> {
    const data: BlockThreadData = { keys: this.secrets.all };
    return new WorkerPool({
      worker: workerModule('./bulk.worker.js', import.meta.url),
      size: 1,
      data,
      timeoutMs: HUNG_MS,
      onWorkerLost: (reason) => logger.warn({ reason }, 'the thread that prepares bulks was lost'),
    });
  }
}

/** In memory of its own: what goes to a thread takes the whole slab behind it along. */
function joined(lines: readonly Buffer[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return bytes;
}
