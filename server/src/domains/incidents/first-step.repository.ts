import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FirstSteps } from '../../identity/index.js';
import { Db } from '../../platform/database/db.js';

/** A screen on the wall may show the overview. */
@Injectable()
export class FirstStepRepository implements OnModuleInit {
  constructor(
    private readonly steps: FirstSteps,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.steps.register('wall', async () => (await this.db.query(`SELECT 1 FROM wall_link WHERE revoked_at IS NULL LIMIT 1`)).length > 0);
  }
}
