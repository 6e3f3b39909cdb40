import { Injectable } from '@nestjs/common';
import type { SetAsideStage } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Config } from '../../../platform/config/config.js';

/** Places where a test may end the process, as a power cut would. Named in `TOCSIN_FAILPOINT`; absent in every real deployment. */
@Injectable()
export class Failpoints {
  private readonly name: string | null;
  private left: number;
  private readonly poisons = new Map<SetAsideStage, (id: ComplaintId) => Error | null>();

  constructor(config: Config) {
    const [name = '', times = '1'] = config.failpoint?.split(':') ?? [];
    this.name = name || null;
    this.left = Number(times);
  }

  /** `after-cases:3` ends the process the third time it comes by. */
  hit(name: string): void {
    if (name !== this.name) return;
    this.left -= 1;
    if (this.left === 0) process.kill(process.pid, 'SIGKILL');
  }

  /** A test makes a stage fail for some complaints, as a fault in the code would; null lets it be. */
  failAt(stage: SetAsideStage, of: ((id: ComplaintId) => Error | null) | null): void {
    if (of) this.poisons.set(stage, of);
    else this.poisons.delete(stage);
  }

  poison(stage: SetAsideStage, id: ComplaintId): void {
    const error = this.poisons.get(stage)?.(id);
    if (error) throw error;
  }
}
