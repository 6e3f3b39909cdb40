import { Injectable } from '@nestjs/common';
import type { SetAsideStage } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Config } from '../../../platform/config/config.js';

/**
 * Where a fault can be put: before a complaint's turn in a stage, in the replay after a restart or when it is tried again; before a command's
 * work, and after it, when the engine has been told.
 */
export type Faulty = SetAsideStage | 'replay' | 'retry' | 'command' | 'command-end';
type Named<P extends Faulty> = P extends 'command' | 'command-end' ? string : ComplaintId;

/** Places where a test may end the process, as a power cut would. Named in `TOCSIN_FAILPOINT`; absent in every real deployment. */
@Injectable()
export class Failpoints {
  private readonly name: string | null;
  private left: number;
  private readonly poisons = new Map<Faulty, (id: string) => Error | null>();

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

  /** A test makes a place fail for some complaints or commands, as a fault in the code would; null lets it be. */
  failAt<P extends Faulty>(place: P, of: ((id: Named<P>) => Error | null) | null): void {
    if (of) this.poisons.set(place, of as (id: string) => Error | null);
    else this.poisons.delete(place);
  }

  poison<P extends Faulty>(place: P, id: Named<P>): void {
    const error = this.poisons.get(place)?.(id);
    if (error) throw error;
  }
}
