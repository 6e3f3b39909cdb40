import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditNames, namesIn } from '../audit/index.js';
import { Db } from '../platform/database/db.js';

@Injectable()
export class AuditedNames implements OnModuleInit {
  constructor(
    private readonly names: AuditNames,
    private readonly db: Db,
  ) {}

  onModuleInit(): void {
    this.names.register(
      namesIn(this.db, {
        type: 'user', // Whoever is invited has no name yet, only an address.
        of: `SELECT id, name FROM account
          UNION ALL SELECT id, email FROM invitation WHERE accepted_at IS NULL`,
        found: 'part',
      }),
      namesIn(this.db, { type: 'api-key', of: `SELECT id, name FROM api_key`, found: 'part' }),
      namesIn(this.db, {
        type: 'session',
        of: `SELECT s.id, a.name FROM account_session s JOIN account a ON a.id = s.account_id`,
        found: 'never',
      }),
    );
  }
}
