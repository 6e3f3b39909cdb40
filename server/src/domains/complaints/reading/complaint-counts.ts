import { Injectable } from '@nestjs/common';
import type { ComplaintFilter } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { ReadingService } from './reading.service.js';

/** How many complaints a list would hold, for domains that show the number and link to the list. */
@Injectable()
export class ComplaintCounts {
  constructor(private readonly reading: ReadingService) {}

  count(me: Principal, filter: ComplaintFilter): Promise<number> {
    return this.reading.count(me, filter);
  }
}
