import { Injectable } from '@nestjs/common';
import type { Role } from '@tocsin/shared/identity';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../platform/database/db.js';

export interface SessionRow {
  id: string;
  account_id: UserId;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  ip: string;
  user_agent: string;
}

/** A session with the person it belongs to, as each request needs them. */
export interface LiveSession extends SessionRow {
  email: string;
  name: string;
  roles: Role[];
  brands: string[] | null;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Db) {}

  /** Nothing for a disabled account, whatever sessions it left behind. */
  async live(tokenHash: Buffer, now: Date, idleSince: Date): Promise<LiveSession | null> {
    const sql = `SELECT s.id, s.account_id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent, a.email, a.name, a.roles, a.brands
      FROM account_session s JOIN account a ON a.id = s.account_id
      WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL`;
    const [row] = await this.db.query<LiveSession>(sql, [tokenHash, now, idleSince]);
    return row ?? null;
  }

  async insert(tx: Tx, s: SessionRow & { token_hash: Buffer }, at: Date): Promise<void> {
    const sql = `INSERT INTO account_session (id, account_id, token_hash, created_at, last_seen_at, expires_at, ip, user_agent)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
    await tx.query(sql, [s.id, s.account_id, s.token_hash, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent]);
    await tx.query(`UPDATE account SET last_sign_in_at = $2 WHERE id = $1`, [s.account_id, at]);
  }

  async seen(id: string, at: Date): Promise<void> {
    await this.db.query(`UPDATE account_session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2`, [id, at]);
  }

  ofAccount(accountId: string, now: Date, idleSince: Date): Promise<SessionRow[]> {
    const sql = `SELECT id, account_id, created_at, last_seen_at, expires_at, ip, user_agent FROM account_session
      WHERE account_id = $1 AND expires_at > $2 AND last_seen_at > $3 ORDER BY last_seen_at DESC`;
    return this.db.query<SessionRow>(sql, [accountId, now, idleSince]);
  }

  async delete(tx: Tx, accountId: string, id: string): Promise<boolean> {
    const sql = `WITH gone AS (DELETE FROM account_session WHERE id = $1 AND account_id = $2 RETURNING 1) SELECT 1 FROM gone`;
    return (await tx.query<unknown[]>(sql, [id, accountId])).length > 0;
  }

  async deleteAll(tx: Tx, accountId: string, except: string | null = null): Promise<number> {
    const sql = `WITH gone AS (DELETE FROM account_session WHERE account_id = $1 AND ($2::uuid IS NULL OR id <> $2) RETURNING 1) SELECT 1 FROM gone`;
    return (await tx.query<unknown[]>(sql, [accountId, except])).length;
  }

  async deleteExpired(now: Date, idleSince: Date): Promise<void> {
    await this.db.query(`DELETE FROM account_session WHERE expires_at <= $1 OR last_seen_at <= $2`, [now, idleSince]);
  }
}
