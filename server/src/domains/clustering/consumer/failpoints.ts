import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';

/** Places where a test may end the process, as a power cut would. Named in `TOCSIN_FAILPOINT`; absent in every real deployment. */
@Injectable()
export class Failpoints {
  private readonly name: string | null;
  private left: number;

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
}
