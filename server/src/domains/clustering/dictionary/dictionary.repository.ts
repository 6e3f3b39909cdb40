import { Injectable } from '@nestjs/common';
import { spellingsOf, type DictionaryQuery, type EntryKind, type NewObjectEntry, type ObjectEntry } from '@tocsin/shared/clustering';
import type { UserId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';
import { Problem } from '../../../platform/problems/index.js';

export interface EntryRow {
  id: string;
  kind: EntryKind;
  name: string;
  aliases: string[];
  spellings: string[];
  retired: boolean;
  version: number;
  updated_at: Date;
  updated_by: string;
}
export type EntryChange = NewObjectEntry & { id: string; retired: boolean };
export interface Editor {
  id: UserId | null;
  name: string;
}

const COLUMNS = 'e.id, e.kind, e.name, e.aliases, e.spellings, e.retired, e.version, e.updated_at, e.updated_by';

/** The dictionary as people edit it. Every change makes a new version of the whole, and every version can be read again. */
@Injectable()
export class DictionaryRepository {
  constructor(private readonly db: Db) {}

  async versions(): Promise<{ version: number; inForce: number }> {
    const rows = await this.db.query<{ version: number; in_force: number }>(`SELECT version, in_force FROM object_dictionary`);
    return { version: rows[0]?.version ?? 0, inForce: rows[0]?.in_force ?? 0 };
  }

  /** Locks the dictionary until the transaction ends, so that versions follow each other. */
  async nextVersion(tx: Tx): Promise<number> {
    const rows: { version: number }[] = await tx.query(
      `WITH next AS (UPDATE object_dictionary SET version = version + 1 RETURNING version) SELECT version FROM next`,
    );
    return rows[0]?.version ?? 0;
  }

  async putInForce(tx: Tx, version: number): Promise<void> {
    await tx.query(`UPDATE object_dictionary SET in_force = $1 WHERE in_force < $1`, [version]);
  }

  async list({
    q,
    kind,
    retired,
    limit,
    cursor,
  }: DictionaryQuery): Promise<{ rows: EntryRow[]; nextCursor: string | null; total: number }> {
    const offset = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isSafeInteger(offset) || offset < 0) throw new Problem('request/malformed', { field: 'cursor' });
    const where = `($1::text IS NULL OR EXISTS (SELECT FROM unnest(e.spellings) AS s WHERE s LIKE $1)) AND ($2::text IS NULL OR e.kind = $2) AND e.retired = $3`;
    const like =
      q === undefined
        ? null
        : `%${q
            .normalize('NFKC')
            .toLowerCase()
            .replace(/[\\%_]/g, '\\$&')}%`;
    const filter = [like, kind ?? null, retired === 'true'];
    const rows = await this.db.query<EntryRow>(
      `SELECT ${COLUMNS} FROM object_entry e WHERE ${where} ORDER BY e.kind, e.name, e.id LIMIT $4 OFFSET $5`,
      [...filter, limit + 1, offset],
    );
    const counted = await this.db.query<{ total: string }>(`SELECT count(*) AS total FROM object_entry e WHERE ${where}`, filter);
    const nextCursor = rows.length > limit ? String(offset + limit) : null;
    return { rows: rows.slice(0, limit), nextCursor, total: Number(counted[0]?.total ?? 0) };
  }

  async one(tx: Tx, id: string): Promise<EntryRow | null> {
    const rows: EntryRow[] = await tx.query(`SELECT ${COLUMNS} FROM object_entry e WHERE e.id = $1 FOR UPDATE`, [id]);
    return rows[0] ?? null;
  }

  /** Entries in use of these kinds that go by any of these spellings. */
  async spelled(tx: Tx, spellings: readonly string[]): Promise<EntryRow[]> {
    return tx.query<EntryRow[]>(`SELECT ${COLUMNS} FROM object_entry e WHERE NOT e.retired AND e.spellings && $1::text[] ORDER BY e.id`, [
      spellings,
    ]);
  }

  async active(): Promise<EntryRow[]> {
    return this.db.query<EntryRow>(`SELECT ${COLUMNS} FROM object_entry e WHERE NOT e.retired ORDER BY e.kind, e.name, e.id`);
  }

  async write(tx: Tx, changes: readonly EntryChange[], version: number, by: Editor, at: Date): Promise<void> {
    const rows = toJson(changes.map((change) => ({ ...change, spellings: spellingsOf(change) })));
    const from = `jsonb_to_recordset($1::jsonb) AS x (id uuid, kind text, name text, aliases text[], spellings text[], retired boolean)`;
    await tx.query(
      `INSERT INTO object_entry (id, kind, name, aliases, spellings, retired, version, updated_at, updated_by)
       SELECT id, kind, name, aliases, spellings, retired, $2, $3, $4 FROM ${from}
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, aliases = excluded.aliases, spellings = excluded.spellings,
         retired = excluded.retired, version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [rows, version, at, by.name],
    );
    await tx.query(
      `INSERT INTO object_entry_revision (entry_id, version, kind, name, aliases, retired, by_id, by_name, at)
       SELECT id, $2, kind, name, aliases, retired, $3, $4, $5 FROM ${from}`,
      [rows, version, by.id, by.name, at],
    );
  }

  /** What stood in the dictionary at a version, in an order that never differs. */
  async at(version: number): Promise<NewObjectEntry[]> {
    return this.db.query<NewObjectEntry>(
      `SELECT kind, name, aliases FROM (
         SELECT DISTINCT ON (entry_id) entry_id, kind, name, aliases, retired FROM object_entry_revision WHERE version <= $1
         ORDER BY entry_id, version DESC) r WHERE NOT retired ORDER BY entry_id`,
      [version],
    );
  }
}

export const toEntry = (row: EntryRow): ObjectEntry => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  aliases: row.aliases,
  retired: row.retired,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
  updatedBy: row.updated_by,
});
