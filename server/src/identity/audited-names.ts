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
      namesIn(this.db, { type: 'user', of: `SELECT id, name FROM account`, found: 'part' }),
      namesIn(this.db, { type: 'api-key', of: `SELECT id, name FROM api_key`, found: 'part' }),
      namesIn(this.db, {
        type: 'session',
        of: `SELECT s.id, a.name FROM account_session s JOIN account a ON a.id = s.account_id`,
        found: 'never',
      }),
    );
  }
}
