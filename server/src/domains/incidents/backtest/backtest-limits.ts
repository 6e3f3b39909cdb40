import { Injectable } from '@nestjs/common';

/** What one back-test may cost. It reads beside the live intake, so it ends itself rather than slow that down. */
@Injectable()
export class BacktestLimits {
  /** Seconds until it gives up. */
  seconds = 60;
  /** Complaints of groups that may have alarmed, held in memory for as long as no rule is broken. */
  complaints = 1_000_000;
  /** Numbers of the intake log read at once. */
  chunk = 5_000;
  /** Milliseconds of reckoning without letting other work in between. */
  turn = 10;
}
