import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FirstSteps } from '../../identity/index.js';
import { Db } from '../../platform/database/db.js';

/** Whatever way it came: where complaints arrive, a channel is connected. */
@Injectable()
export class FirstStepRepository implements OnModuleInit {
  constructor(
    private readonly steps: FirstSteps,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.steps.register('channel', async () => (await this.db.query(`SELECT 1 FROM complaint LIMIT 1`)).length > 0);
  }
}
