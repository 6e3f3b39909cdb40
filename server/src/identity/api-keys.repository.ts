import { Injectable } from '@nestjs/common';
import type { Permission, Role } from '@tocsin/shared/identity';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../platform/database/db.js';

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: Permission[];
  created_at: Date;
  created_by: UserId;
  creator: string;
  /** What its maker may do now. */
  creator_roles: Role[];
  creator_brands: string[] | null;
  creator_disabled_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  expires_at: Date | null;
}

const SELECT = `SELECT k.id, k.name, k.prefix, k.scopes, k.created_at, k.created_by, k.last_used_at, k.revoked_at, k.expires_at,
    a.name AS creator, a.roles AS creator_roles, a.brands AS creator_brands, a.disabled_at AS creator_disabled_at
  FROM api_key k JOIN account a ON a.id = k.created_by`;

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly db: Db) {}

  /** Also one that was revoked: `revoked_at` says so. */
  async byHash(hash: Buffer): Promise<ApiKeyRow | null> {
    const [row] = await this.db.query<ApiKeyRow>(`${SELECT} WHERE k.key_hash = $1`, [hash]);
    return row ?? null;
  }

  async insert(
    tx: Tx,
    key: Pick<ApiKeyRow, 'id' | 'name' | 'prefix' | 'scopes' | 'created_at' | 'created_by' | 'expires_at'> & { hash: Buffer },
  ): Promise<void> {
    const sql = `INSERT INTO api_key (id, name, prefix, key_hash, scopes, created_at, created_by, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
    await tx.query(sql, [key.id, key.name, key.prefix, key.hash, key.scopes, key.created_at, key.created_by, key.expires_at]);
  }

  list(limit: number, after: string | null): Promise<ApiKeyRow[]> {
    return this.db.query<ApiKeyRow>(`${SELECT} WHERE $2::uuid IS NULL OR k.id < $2 ORDER BY k.id DESC LIMIT $1`, [limit, after]);
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM api_key`);
    return row?.n ?? 0;
  }

  /** Null when there is no such key, or it has been revoked before. */
  async revoke(tx: Tx, id: string, at: Date): Promise<string | null> {
    const sql = `WITH gone AS (UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name) SELECT name FROM gone`;
    const [row] = await tx.query<{ name: string }[]>(sql, [id, at]);
    return row?.name ?? null;
  }

  /** Of these, the ones that were revoked or have run out. */
  async ended(ids: readonly string[], now: Date): Promise<string[]> {
    const sql = `SELECT id FROM api_key WHERE id = ANY ($1::uuid[]) AND (revoked_at IS NOT NULL OR expires_at <= $2)`;
    return (await this.db.query<{ id: string }>(sql, [ids, now])).map(({ id }) => id);
  }

  async used(id: string, at: Date): Promise<void> {
    await this.db.query(`UPDATE api_key SET last_used_at = $2 WHERE id = $1`, [id, at]);
  }
}
