import { Injectable } from '@nestjs/common';
import type { SetAsideStage } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import type { Counter } from 'prom-client';
import { Db } from '../../../platform/database/db.js';
import { log } from '../../../platform/logging/log.js';
import { Metrics } from '../../../platform/metrics/metrics.js';
import { CommandsRepository } from '../commands/commands.repository.js';
import { SetAsideRepository } from '../set-aside/set-aside.repository.js';
import type { Ending } from './watched-thread.js';

const logger = log('clustering');

/** Writes down what a thread was lost over, from outside of it and before the next one begins: so the third time it is left out. */
@Injectable()
export class ThreadFaults {
  private readonly lost: Counter;

  constructor(
    private readonly db: Db,
    private readonly setAside: SetAsideRepository,
    private readonly commands: CommandsRepository,
    metrics: Metrics,
  ) {
    this.lost = metrics.counter('clustering_threads_lost_total', 'Engine threads that hung and were ended, or broke', ['thread', 'why']);
  }

  /**
   * A complaint has failed once more, a command is refused at once. `stage`: what the complaint failed at, when the thread knows one only.
   * False when it is not known what to blame, or when it could not be written.
   */
  async blame(thread: string, { code, item, hang, error: thrown, failure }: Ending, stage?: SetAsideStage): Promise<boolean> {
    this.lost.inc({ thread, why: hang ? 'hang' : 'broken' });
    logger.error({ thread, code, item, failure, err: thrown ?? undefined }, hang ? 'a thread hung and was ended' : 'a thread was lost');
    if (item?.id == null || item.kind === 'journal') return false;
    const { kind, id } = item;
    try {
      await this.db.transaction(async (tx) => {
        if (kind === 'command') await this.commands.answer(tx, id, { ok: false, code: 'server/unexpected', params: {} });
        else await this.setAside.fail(tx, { complaint: id as ComplaintId, stage: stage ?? kind, failure, attempts: 1 });
      });
      return true;
    } catch (error) {
      logger.warn({ err: error, item }, 'it could not be noted what a thread was lost over');
      return false;
    }
  }
}
