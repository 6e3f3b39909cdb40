import { Injectable } from '@nestjs/common';
import { log } from '../../../platform/logging/log.js';
import { Poisoned } from '../consumer/poisoned.js';
import { Comparer } from './comparer.js';
import { ReclusterReader } from './reader.js';
import { RunsRepository } from './runs.repository.js';

const ALIVE_MS = 2_000;
const logger = log('recluster');

/** One run from where it stands to its preview. Whatever ends it half-way leaves nothing but the run itself, to be done again. */
@Injectable()
export class ReclusterWork {
  constructor(
    private readonly runs: RunsRepository,
    private readonly reader: ReclusterReader,
    private readonly comparer: Comparer,
  ) {}

  async run(id: string, holder: string, signal: AbortSignal): Promise<void> {
    const run = await this.runs.claim(id, holder);
    if (!run) return;
    const alive = setInterval(
      () => void this.runs.touch(id, holder).catch((error: unknown) => logger.debug({ err: error }, 'a beat was lost')),
      ALIVE_MS,
    );
    try {
      const read = run.state === 'comparing' || (await this.reader.read(run, holder, signal));
      if (read && !signal.aborted) await this.comparer.compare(id, holder);
    } catch (error) {
      if (error instanceof Poisoned) await this.reader.blame(error, id);
      throw error;
    } finally {
      clearInterval(alive);
      await this.runs.release(id, holder);
    }
  }
}
