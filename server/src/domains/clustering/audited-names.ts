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
      namesIn(this.db, { type: 'group', of: `SELECT id, title AS name FROM complaint_group`, found: 'part' }),
      namesIn(this.db, { type: 'recluster-run', of: `SELECT id, reason AS name FROM recluster_run`, found: 'part' }),
      namesIn(this.db, { type: 'dictionary-entry', of: `SELECT id, name FROM object_entry`, found: 'part' }),
    );
  }
}
