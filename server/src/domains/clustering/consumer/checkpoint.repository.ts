import { Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../../platform/database/db.js';
import { toJson } from '../../../platform/database/json.js';

export interface Checkpoint {
  seq: number;
  docs: number;
  at: Date | null;
}
export interface SnapshotRow {
  seq: number;
  journalNo: number;
  sha256: string;
  engineVersion: string;
}
export interface JournalEntry {
  no: number;
  afterSeq: number;
  call: string;
  args: unknown;
}

/** How far the consumer has come, what it told the engine besides arrivals, and where it may start again. */
@Injectable()
export class CheckpointRepository {
  constructor(private readonly db: Db) {}

  async read(shard: string): Promise<Checkpoint> {
    const rows = await this.db.query<{ seq: string; docs: string; at: Date }>(
      `SELECT seq, docs, at FROM cluster_checkpoint WHERE shard = $1`,
      [shard],
    );
    const row = rows[0];
    return row ? { seq: Number(row.seq), docs: Number(row.docs), at: row.at } : { seq: 0, docs: 0, at: null };
  }

  /** Refuses to step back or to leave a gap: the second line behind the fence. */
  async advance(tx: Tx, shard: string, from: number, to: number, docs: number, engineVersion: string, at: Date): Promise<void> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO cluster_checkpoint AS c (shard, seq, docs, engine_version, at) SELECT $1, $3::bigint, $4::bigint, $5, $6
       ON CONFLICT (shard) DO UPDATE SET seq = excluded.seq, docs = c.docs + excluded.docs, engine_version = excluded.engine_version, at = excluded.at
       WHERE c.seq = $2::bigint RETURNING seq`,
      [shard, from, to, docs, engineVersion, at],
    );
    if (rows.length === 0) throw new Error(`the checkpoint of ${shard} is not at ${String(from)}`);
  }

  async note(tx: Tx, shard: string, afterSeq: number, call: string, args: unknown): Promise<void> {
    await tx.query(`INSERT INTO engine_journal (shard, after_seq, call, args) VALUES ($1, $2, $3, $4)`, [
      shard,
      afterSeq,
      call,
      toJson(args),
    ]);
  }

  async journal(shard: string, afterNo: number): Promise<JournalEntry[]> {
    const rows = await this.db.query<{ no: string; after_seq: string; call: string; args: unknown }>(
      `SELECT no, after_seq, call, args FROM engine_journal WHERE shard = $1 AND no > $2 ORDER BY no`,
      [shard, afterNo],
    );
    return rows.map((row) => ({ no: Number(row.no), afterSeq: Number(row.after_seq), call: row.call, args: row.args }));
  }

  /** The version of the object dictionary in force when this entry of the journal was written. */
  async dictionaryAt(shard: string, journalNo: number | null): Promise<number> {
    const rows = await this.db.query<{ version: number | null }>(
      `SELECT max((args ->> 'version')::integer) AS version FROM engine_journal
       WHERE shard = $1 AND call = 'dictionary' AND ($2::bigint IS NULL OR no <= $2)`,
      [shard, journalNo],
    );
    return rows[0]?.version ?? 0;
  }

  async lastJournalNo(shard: string): Promise<number> {
    const rows = await this.db.query<{ no: string | null }>(`SELECT max(no) AS no FROM engine_journal WHERE shard = $1`, [shard]);
    return Number(rows[0]?.no ?? 0);
  }

  async snapshots(shard: string, upToSeq: number): Promise<SnapshotRow[]> {
    const rows = await this.db.query<{ seq: string; journal_no: string; sha256: string; engine_version: string }>(
      `SELECT seq, journal_no, sha256, engine_version FROM engine_snapshot WHERE shard = $1 AND seq <= $2 ORDER BY seq DESC, journal_no DESC`,
      [shard, upToSeq],
    );
    return rows.map((row) => ({
      seq: Number(row.seq),
      journalNo: Number(row.journal_no),
      sha256: row.sha256,
      engineVersion: row.engine_version,
    }));
  }

  /** From here on the rows alone say where the engine stands. The files go when newer snapshots push these out. */
  async outdateSnapshots(tx: Tx, shard: string): Promise<void> {
    await tx.query(`UPDATE engine_snapshot SET engine_version = 'outdated' WHERE shard = $1`, [shard]);
  }

  /**
   * Forgets what happened before the oldest snapshot that is kept, since nothing is replayed from before it. The newest word on the dictionary
   * stays, which is asked for however old it is, and the last entry, so that the count goes on.
   */
  async forgetJournal(shard: string): Promise<void> {
    await this.db.query(
      `DELETE FROM engine_journal j WHERE shard = $1
         AND no < (SELECT min(journal_no) FROM engine_snapshot WHERE shard = $1)
         AND no < (SELECT max(no) FROM engine_journal WHERE shard = $1)
         AND no IS DISTINCT FROM (SELECT d.no FROM engine_journal d WHERE shard = $1 AND call = 'dictionary'
           AND d.no <= (SELECT min(journal_no) FROM engine_snapshot WHERE shard = $1)
           ORDER BY (d.args ->> 'version')::integer DESC, d.no DESC LIMIT 1)`,
      [shard],
    );
  }

  /** Keeps the newest few; answers the hashes no row refers to any more. */
  async keepSnapshot(shard: string, row: SnapshotRow & { bytes: number; at: Date }, keep: number): Promise<string[]> {
    await this.db.query(
      `INSERT INTO engine_snapshot (shard, seq, journal_no, sha256, bytes, engine_version, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (shard, seq, journal_no) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes,
         engine_version = excluded.engine_version, at = excluded.at`,
      [shard, row.seq, row.journalNo, row.sha256, row.bytes, row.engineVersion, row.at],
    );
    const dropped = await this.db.query<{ sha256: string }>(
      `WITH gone AS (DELETE FROM engine_snapshot s WHERE shard = $1 AND (seq, journal_no) NOT IN
         (SELECT seq, journal_no FROM engine_snapshot WHERE shard = $1 ORDER BY seq DESC, journal_no DESC LIMIT $2) RETURNING sha256)
       SELECT sha256 FROM gone WHERE sha256 <> $3`,
      [shard, keep, row.sha256],
    );
    return dropped.map(({ sha256 }) => sha256);
  }
}
