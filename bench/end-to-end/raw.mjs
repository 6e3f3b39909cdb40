// The least a program could do with the same complaints: cut the words, write a plain row. No HTTP, no engine, no numbers, no screen.
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { newId } from '@tocsin/shared/kernel';
import pg from 'pg';
import { bigSaleLogistics } from '../../server/dist/domains/drills/scenario/index.js';

const BATCH = 500;
const INSERT = `INSERT INTO bench_raw (id, received_at, channel, text, words, body)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::jsonb[])`;

export async function runRaw(owner, count, seed) {
  const jieba = Jieba.withDict(dict);
  const bodies = [...bigSaleLogistics.complaints({ count, seed, run: 'raw' })].map(({ body }) => body);
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(`CREATE TABLE bench_raw (id uuid PRIMARY KEY, received_at timestamptz NOT NULL, channel text NOT NULL, text text NOT NULL,
    words text NOT NULL, body jsonb NOT NULL)`);
  await client.query('CREATE INDEX ON bench_raw (received_at)');
  await client.query('CREATE INDEX ON bench_raw (channel)');
  jieba.cut('热身', true);
  const started = performance.now();
  let cutting = 0;
  for (let i = 0; i < bodies.length; i += BATCH) {
    const some = bodies.slice(i, i + BATCH);
    const before = performance.now();
    const words = some.map(({ text }) => jieba.cut(text, true).join(' '));
    cutting += performance.now() - before;
    const now = new Date().toISOString();
    await client.query({
      name: 'raw',
      text: INSERT,
      values: [
        some.map(() => newId()),
        some.map(() => now),
        some.map((b) => b.channel),
        some.map((b) => b.text),
        words,
        some.map((b) => JSON.stringify(b)),
      ],
    });
  }
  const seconds = (performance.now() - started) / 1_000;
  await client.query('DROP TABLE bench_raw');
  await client.end();
  return { perSecond: count / seconds, cutPerSecond: count / (cutting / 1_000) };
}
