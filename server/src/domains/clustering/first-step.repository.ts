import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FirstSteps } from '../../identity/index.js';
import { Db } from '../../platform/database/db.js';

/** Without its own brands in the dictionary the engine tells them apart by spelling alone. */
@Injectable()
export class FirstStepRepository implements OnModuleInit {
  constructor(
    private readonly steps: FirstSteps,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.steps.register(
      'brand',
      async () => (await this.db.query(`SELECT 1 FROM object_entry WHERE kind = 'brand' AND NOT retired LIMIT 1`)).length > 0,
    );
  }
}
