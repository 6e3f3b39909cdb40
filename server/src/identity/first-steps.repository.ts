import { Injectable } from '@nestjs/common';
import type { UserId } from '@tocsin/shared/kernel';
import { Db } from '../platform/database/db.js';

@Injectable()
export class FirstStepsRepository {
  constructor(private readonly db: Db) {}

  /** Somebody besides the first administrator, or somebody on the way. */
  hasPeople(): Promise<boolean> {
    return this.is(
      `(SELECT count(*) FROM (SELECT 1 FROM account LIMIT 2) a) > 1 OR EXISTS (SELECT 1 FROM invitation WHERE revoked_at IS NULL)`,
    );
  }

  hasTwoFactor(id: UserId): Promise<boolean> {
    return this.is(`EXISTS (SELECT 1 FROM account WHERE id = $1 AND totp_confirmed_at IS NOT NULL)`, [id]);
  }

  hasKey(): Promise<boolean> {
    return this.is(`EXISTS (SELECT 1 FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))`);
  }

  async dismissedAt(id: UserId): Promise<Date | null> {
    const [row] = await this.db.query<{ at: Date }>(`SELECT at FROM first_steps_dismissal WHERE account_id = $1`, [id]);
    return row?.at ?? null;
  }

  async dismiss(id: UserId, at: Date): Promise<void> {
    await this.db.query(`INSERT INTO first_steps_dismissal (account_id, at) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING`, [id, at]);
  }

  async restore(id: UserId): Promise<void> {
    await this.db.query(`DELETE FROM first_steps_dismissal WHERE account_id = $1`, [id]);
  }

  private async is(condition: string, values: unknown[] = []): Promise<boolean> {
    const [row] = await this.db.query<{ is: boolean }>(`SELECT (${condition}) AS is`, values);
    return row?.is === true;
  }
}
