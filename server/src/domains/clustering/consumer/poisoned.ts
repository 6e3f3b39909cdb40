import type { SetAsideStage } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';

/** One complaint broke a stage. The engine may be ahead of the rows or in disorder, so the term ends and the next begins from the rows. */
export class Poisoned extends Error {
  constructor(
    readonly stage: SetAsideStage,
    readonly complaint: ComplaintId,
    readonly fault: unknown,
    readonly attempts = 1,
  ) {
    super(`a complaint failed in ${stage}`, { cause: fault });
    this.name = 'Poisoned';
  }
}
