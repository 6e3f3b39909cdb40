import type { Client } from 'pg';

/** Tables that a restore changes on purpose, or that a crash empties on purpose. */
const EXCLUDED = ['presence', 'installation', 'account_session'];

export interface Digest {
  readonly rows: number;
  /** Equal only when every row of every table is. */
  readonly sha256: string;
}

/** Over all rows, whatever order they lie in. One snapshot, so that what is written meanwhile does not mix in. */
export async function digestOf(client: Client): Promise<Digest> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
      [EXCLUDED],
    );
    const parts: string[] = [];
    let count = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<{ rows: string; sum: string }>(
        `SELECT count(*) AS rows, COALESCE(sum(hashtextextended(t::text, 1)::numeric), 0) || ' ' ||
           COALESCE(sum(hashtextextended(t::text, 2)::numeric), 0) AS sum FROM ${name} t`,
      );
      count += Number(rows[0]?.rows ?? 0);
      parts.push(`${name} ${rows[0]?.rows} ${rows[0]?.sum}`);
    }
    const { rows } = await client.query<{ sha256: string }>(`SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex') AS sha256`, [
      parts.join('\n'),
    ]);
    return { rows: count, sha256: rows[0]?.sha256 ?? '' };
  } finally {
    await client.query('ROLLBACK');
  }
}
