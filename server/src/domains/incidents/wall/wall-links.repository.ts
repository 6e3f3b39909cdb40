import { Injectable } from '@nestjs/common';
import type { WallLink } from '@tocsin/shared/incidents';
import type { z } from 'zod';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { Made } from './wall-makers.js';

interface WallRow {
  id: string;
  name: string;
  created_at: Date;
  expires_at: Date | null;
  last_seen_at: Date | null;
  revoked_at: Date | null;
  created_by: string | null;
  key_id: string | null;
  replaced_by: string | null;
}
const COLUMNS = 'id, name, created_at, created_by, key_id, expires_at, last_seen_at, revoked_at, replaced_by';
export type StoredLink = Omit<z.infer<typeof WallLink>, 'stopped'> & Made;

@Injectable()
export class WallLinksRepository {
  constructor(private readonly db: Db) {}

  async list(): Promise<StoredLink[]> {
    return (await this.db.query<WallRow>(`SELECT ${COLUMNS} FROM wall_link ORDER BY created_at DESC, id DESC`)).map(toLink);
  }

  async insert(tx: Tx, row: { id: string; name: string; hash: Buffer; at: Date; made: Made; expiresAt: Date | null }): Promise<void> {
    const sql = `INSERT INTO wall_link (id, name, token_hash, created_at, created_by, key_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
    await tx.query(sql, [row.id, row.name, row.hash, row.at, row.made.createdBy, row.made.keyId, row.expiresAt]);
  }

  async one(tx: Tx, id: string): Promise<StoredLink | null> {
    const rows: WallRow[] = await tx.query(`SELECT ${COLUMNS} FROM wall_link WHERE id = $1 FOR UPDATE`, [id]);
    return rows[0] ? toLink(rows[0]) : null;
  }

  async revoke(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`UPDATE wall_link SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1`, [id, at]);
  }

  /** Those that still open of what a key made; answers them. */
  revokeOfKey(tx: Tx, key: string, at: Date): Promise<{ id: string; name: string }[]> {
    const sql = `WITH gone AS (UPDATE wall_link SET revoked_at = $2
        WHERE key_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) RETURNING id, name)
      SELECT id, name FROM gone ORDER BY id`;
    return tx.query<{ id: string; name: string }[]>(sql, [key, at]);
  }

  /** The old address opens until then, if it did not end before. */
  async replace(tx: Tx, id: string, by: string, until: Date): Promise<void> {
    await tx.query(`UPDATE wall_link SET replaced_by = $2, expires_at = least(expires_at, $3) WHERE id = $1`, [id, by, until]);
  }

  async valid(hash: Buffer, now: Date): Promise<(Made & { id: string }) | null> {
    const rows = await this.db.query<Made & { id: string }>(
      `SELECT id, created_by AS "createdBy", key_id AS "keyId" FROM wall_link WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [hash, now],
    );
    return rows[0] ?? null;
  }

  /** Once a minute is enough to see that a screen is alive. */
  async seen(id: string, now: Date): Promise<void> {
    await this.db.query(
      `UPDATE wall_link SET last_seen_at = $2 WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < $2::timestamptz - interval '1 minute')`,
      [id, now],
    );
  }
}

const toLink = (row: WallRow): StoredLink => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  replaced: row.replaced_by !== null,
  createdBy: row.created_by,
  keyId: row.key_id,
});
