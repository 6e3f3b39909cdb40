import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from, to } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

export async function copyFrom(
  tx: EntityManager,
  sql: string,
  chunks: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
): Promise<number> {
  const client = await clientOf(tx);
  const sink = client.query(from(sql));
  await pipeline(Readable.from(chunks, { objectMode: false }), sink);
  return sink.rowCount;
}

export async function* copyTo(tx: EntityManager, sql: string): AsyncIterable<Buffer> {
  const client = await clientOf(tx);
  yield* client.query(to(sql)) as AsyncIterable<Buffer>;
}

async function clientOf(tx: EntityManager): Promise<ClientBase> {
  const runner = tx.queryRunner;
  if (runner?.isTransactionActive !== true) throw new Error('COPY needs an open transaction');
  return (await runner.connect()) as ClientBase;
}
