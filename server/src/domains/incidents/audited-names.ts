import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditNames, namesIn } from '../../audit/index.js';
import { Db } from '../../platform/database/db.js';

@Injectable()
export class AuditedNames implements OnModuleInit {
  constructor(
    private readonly names: AuditNames,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.names.register(
      namesIn(this.db, { type: 'incident', of: `SELECT id, no || ' ' || title AS name FROM incident`, found: 'part' }),
      namesIn(this.db, { type: 'wall', of: `SELECT id, name FROM wall_link`, found: 'part' }),
    );
  }
}
