import { Injectable } from '@nestjs/common';

/** The only source of "now". Tests replace it; nothing else in the house may read the time. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Milliseconds since 1970, for arithmetic on hot paths. */
  ms(): number {
    return Date.now();
  }
}
