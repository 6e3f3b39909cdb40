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
      namesIn(this.db, {
        type: 'complaint',
        of: `SELECT id, receipt_no AS name FROM complaint`,
        found: 'whole',
        tidy: (text) => text.toUpperCase(),
      }),
      namesIn(this.db, { type: 'import', of: `SELECT id, file_name AS name FROM import_job`, found: 'part' }),
    );
  }
}
