// The least a program could do: the same words straight into a table with four indexes, no HTTP, no checks, no encryption.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '@tocsin/shared/kernel';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { nextComplaint } from './complaints.mjs';

const INSERT = 'INSERT INTO bench_raw (id, tenant, channel, text, payload, occurred_at, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7)';
const COPY = 'COPY bench_raw (id, tenant, channel, text, payload, occurred_at, received_at) FROM STDIN';
const PER_TRANSACTION = 20_000;

export async function openRaw(owner) {
  const pool = new pg.Pool({ ...owner, max: 10 });
  await pool.query(`CREATE TABLE bench_raw (id uuid PRIMARY KEY, tenant integer NOT NULL, channel text NOT NULL, text text NOT NULL,
    payload jsonb NOT NULL, occurred_at timestamptz NOT NULL, received_at timestamptz NOT NULL)`);
  await pool.query('CREATE INDEX ON bench_raw (received_at)');
  await pool.query('CREATE INDEX ON bench_raw (tenant, channel)');
  await pool.query('CREATE INDEX ON bench_raw (occurred_at)');
  return { single: (until) => single(pool, until), copy: (rows) => copy(pool, rows), close: () => pool.end() };
}

function row() {
  const { text, ...payload } = nextComplaint();
  const now = new Date().toISOString();
  return [newId(), 1, payload.channel, text, JSON.stringify(payload), now, now];
}

/** One row a commit on ten connections. */
async function single(pool, { seconds = Infinity, rows = Infinity }) {
  const started = performance.now();
  const until = started + seconds * 1_000;
  let done = 0;
  const insert = async () => {
    for (; performance.now() < until && done < rows; done++) await pool.query({ name: 'raw', text: INSERT, values: row() });
  };
  await Promise.all(Array.from({ length: 10 }, insert));
  return { count: done, seconds: (performance.now() - started) / 1_000 };
}

/** COPY with 20,000 rows a transaction; the lines are made beforehand, as a file would hold them. */
async function copy(pool, rows) {
  const lines = Array.from({ length: rows }, () => `${row().join('\t')}\n`);
  const client = await pool.connect();
  const started = performance.now();
  try {
    for (let i = 0; i < rows; i += PER_TRANSACTION) {
      await client.query('BEGIN');
      const piece = Buffer.from(lines.slice(i, i + PER_TRANSACTION).join(''));
      await pipeline(Readable.from(cut(piece)), client.query(from(COPY)));
      await client.query('COMMIT');
    }
  } finally {
    client.release();
  }
  return { count: rows, seconds: (performance.now() - started) / 1_000 };
}

function* cut(bytes) {
  for (let i = 0; i < bytes.length; i += 65_536) yield bytes.subarray(i, i + 65_536);
}
