import { Injectable } from '@nestjs/common';
import type { Role } from '@tocsin/shared/identity';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../platform/database/db.js';

export interface InvitationRow {
  id: UserId;
  email: string;
  roles: Role[];
  brands: string[] | null;
  created_at: Date;
  created_by: UserId;
  expires_at: Date;
  revoked_at: Date | null;
  accepted_at: Date | null;
  /** Who invited, and what they may do now. */
  inviter: string;
  inviter_roles: Role[];
  inviter_brands: string[] | null;
  inviter_disabled_at: Date | null;
}

const SELECT = `SELECT i.id, i.email, i.roles, i.brands, i.created_at, i.created_by, i.expires_at, i.revoked_at, i.accepted_at,
    a.name AS inviter, a.roles AS inviter_roles, a.brands AS inviter_brands, a.disabled_at AS inviter_disabled_at
  FROM invitation i JOIN account a ON a.id = i.created_by`;
const OPEN = 'i.revoked_at IS NULL AND i.accepted_at IS NULL';

@Injectable()
export class InvitationsRepository {
  constructor(private readonly db: Db) {}

  list(limit: number, after: string | null): Promise<InvitationRow[]> {
    const sql = `${SELECT} WHERE ${OPEN} AND ($2::uuid IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $1`;
    return this.db.query<InvitationRow>(sql, [limit, after]);
  }

  /** How many `list` finds on all its pages. */
  async count(): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM invitation i WHERE ${OPEN}`);
    return row?.n ?? 0;
  }

  /** Also one that is over: the row says why. */
  async byHash(hash: Buffer): Promise<InvitationRow | null> {
    const [row] = await this.db.query<InvitationRow>(`${SELECT} WHERE i.token_hash = $1`, [hash]);
    return row ?? null;
  }

  async lockByHash(tx: Tx, hash: Buffer): Promise<InvitationRow | null> {
    const [row] = await tx.query<InvitationRow[]>(`${SELECT} WHERE i.token_hash = $1 FOR UPDATE OF i`, [hash]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<InvitationRow | null> {
    const [row] = await tx.query<InvitationRow[]>(`${SELECT} WHERE i.id = $1 AND ${OPEN} FOR UPDATE OF i`, [id]);
    return row ?? null;
  }

  async lockOpen(tx: Tx, email: string): Promise<InvitationRow | null> {
    const [row] = await tx.query<InvitationRow[]>(`${SELECT} WHERE i.email = $1 AND ${OPEN} FOR UPDATE OF i`, [email]);
    return row ?? null;
  }

  async insert(
    tx: Tx,
    row: Pick<InvitationRow, 'id' | 'email' | 'roles' | 'brands' | 'created_at' | 'created_by' | 'expires_at'> & { hash: Buffer },
  ): Promise<void> {
    const sql = `INSERT INTO invitation (id, token_hash, email, roles, brands, created_at, created_by, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
    await tx.query(sql, [row.id, row.hash, row.email, row.roles, row.brands, row.created_at, row.created_by, row.expires_at]);
  }

  async revoke(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE invitation SET revoked_at = $2 WHERE id = $1`, [id, at]);
  }

  async accept(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE invitation SET accepted_at = $2 WHERE id = $1`, [id, at]);
  }

  async any(): Promise<boolean> {
    return (await this.db.query(`SELECT 1 FROM invitation LIMIT 1`)).length > 0;
  }
}
