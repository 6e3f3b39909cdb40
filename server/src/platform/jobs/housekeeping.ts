import { Injectable } from '@nestjs/common';
import { Idempotency } from '../http/idempotency.js';
import { Handles, defineQueue } from './queue.js';

const forgetKeys = defineQueue('platform.forget-idempotency-keys', { every: '17 3 * * *' });

@Injectable()
export class Housekeeping {
  constructor(private readonly idempotency: Idempotency) {}

  @Handles(forgetKeys)
  async forgetKeys(): Promise<void> {
    await this.idempotency.forget();
  }
}
