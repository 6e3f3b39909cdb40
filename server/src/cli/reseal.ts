import type { Ask } from '../platform/database/index.js';
import type { Sealer } from '../platform/crypto/sealer.js';
import type { LocalBlobStore } from '../platform/storage/index.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.js';

const BATCH = 200;

/** Runs the work in one transaction. */
export type InTransaction = <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;

interface Row {
  ctid: string;
  bound: string;
  value: Buffer;
}

/** Seals every value anew that is not under the key now in use; answers how many. It may be cut off and begun again at any point. */
export async function resealRows(inTransaction: InTransaction, sealer: Sealer): Promise<number> {
  let count = 0;
  for (const column of SEALED_COLUMNS)
    // What is written meanwhile may take the place of rows that went: until one walk finds none.
    for (let found = -1; found !== 0; count += found) found = await walk(inTransaction, sealer, column);
  return count;
}

/** Once through the table, in the order in which it lies. */
async function walk(inTransaction: InTransaction, sealer: Sealer, column: SealedColumn): Promise<number> {
  let count = 0;
  for (let from: string | null = '(0,0)'; from !== null;) {
    const last: string = from;
    const rows: Row[] = await inTransaction((ask) => resealBatch(ask, sealer, column, last));
    count += rows.length;
    from = rows.at(-1)?.ctid ?? null;
  }
  return count;
}

async function resealBatch(ask: Ask, sealer: Sealer, { table, column, purpose, bound }: SealedColumn, from: string): Promise<Row[]> {
  const guard = `${table}_insert_only`;
  const [locked] = await ask<{ name: string }>('SELECT tgname AS name FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = $2', [
    table,
    guard,
  ]);
  // Only in this transaction: others wait for it to write into the table, and find the trigger in its place.
  if (locked) await ask(`ALTER TABLE ${table} DISABLE TRIGGER ${guard}`);
  const rows = await ask<Row>(
    `SELECT ctid::text, ${bound} AS bound, ${column} AS value FROM ${table}
     WHERE ctid > $2::tid AND ${column} IS NOT NULL AND substring(${column} FROM 1 FOR 5) <> $1 LIMIT ${BATCH} FOR UPDATE`,
    [sealer.headInUse, from],
  );
  const sealed = rows.map(({ value, bound: to }) => sealer.seal(purpose, sealer.openBytes(purpose, value, to), to));
  await ask(`UPDATE ${table} t SET ${column} = n.value FROM unnest($1::tid[], $2::bytea[]) AS n (ctid, value) WHERE t.ctid = n.ctid`, [
    rows.map(({ ctid }) => ctid),
    sealed,
  ]);
  if (locked) await ask(`ALTER TABLE ${table} ENABLE TRIGGER ${guard}`);
  return rows;
}

export async function resealFiles(blobs: LocalBlobStore): Promise<number> {
  let count = 0;
  for await (const { sha256 } of blobs.list()) if (await blobs.reseal(sha256)) count += 1;
  return count;
}
