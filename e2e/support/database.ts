import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Product } from './product.js';

const SERVER = new URL('../../server/dist/', import.meta.url);
const fromServer = createRequire(fileURLToPath(new URL('main.js', SERVER)));

interface Attached {
  owner: object;
  stop: () => Promise<void>;
}
interface Client {
  connect: () => Promise<void>;
  query: (sql: string, params: unknown[]) => Promise<unknown>;
  end: () => Promise<void>;
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Runs one statement as the owner of a running product's own database: for states that no door to the product can bring about. */
export async function asOwner({ dataDir }: Product, sql: string, params: unknown[]): Promise<void> {
  const { attach } = (await import(new URL('platform/database/embedded/attach.js', SERVER).href)) as {
    attach: (config: object, log: object) => Promise<Attached>;
  };
  const { Client } = fromServer('pg') as { Client: new (options: object) => Client };
  const attached = await attach({ dataDir, database: {} }, silent);
  const client = new Client(attached.owner);
  try {
    await client.connect();
    await client.query(sql, params);
  } finally {
    await client.end();
    await attached.stop();
  }
}
