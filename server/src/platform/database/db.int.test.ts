import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asOwner, createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { migrations } from '../../migrations/index.js';
import type { Db } from './db.js';
import { silent } from './log.js';
import { migrate, revertAll, schemaDrift } from './migrate.js';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.openDb();
  await asOwner(database, `CREATE TABLE note (id int PRIMARY KEY, body text NOT NULL DEFAULT '')`);
  await asOwner(database, `GRANT ALL ON note TO tocsin_app`);
});

afterAll(() => database.drop());

describe('Db', () => {
  it('connects as the application, which may not change the schema', async () => {
    expect(await db.query('SELECT current_user')).toEqual([{ current_user: 'tocsin_app' }]);
    await expect(db.query('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    await expect(db.query('UPDATE installation SET epoch = 9')).rejects.toThrow('permission denied');
  });

  it('rolls everything back when the work fails', async () => {
    const work = db.transaction(async (tx) => {
      await tx.query(`INSERT INTO note VALUES (100, 'half')`);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await db.query('SELECT id FROM note WHERE id = 100')).toEqual([]);
  });

  it('runs both of two transactions that deadlock', async () => {
    await db.query(`INSERT INTO note VALUES (1), (2)`);
    const crossed = (first: number, second: number) =>
      db.transaction(async (tx) => {
        await tx.query(`UPDATE note SET body = body || $2 WHERE id = $1`, [first, 'x']);
        await sleep(50);
        await tx.query(`UPDATE note SET body = body || $2 WHERE id = $1`, [second, 'x']);
      });
    await Promise.all([crossed(1, 2), crossed(2, 1)]);
    expect(await db.query('SELECT body FROM note WHERE id IN (1, 2)')).toEqual([{ body: 'xx' }, { body: 'xx' }]);
  });

  it('counts every increment of serializable transactions that meet', async () => {
    await db.query(`INSERT INTO note VALUES (3, '0')`);
    const increment = () =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ body: string }[]>('SELECT body FROM note WHERE id = 3');
        await tx.query('UPDATE note SET body = $1 WHERE id = 3', [String(Number(row?.body) + 1)]);
      }, 'SERIALIZABLE');
    await Promise.all([increment(), increment(), increment()]);
    expect(await db.query('SELECT body FROM note WHERE id = 3')).toEqual([{ body: '3' }]);
  });

  it('copies rows in and out inside a transaction', async () => {
    const copied = await db.transaction(async (tx) => {
      const count = await db.copyIn(tx, `COPY note (id, body) FROM STDIN`, ['1000\t退款\n1001\t', '投诉\n']);
      const out: Buffer[] = [];
      for await (const chunk of db.copyOut(tx, `COPY (SELECT body FROM note WHERE id >= 1000 ORDER BY id) TO STDOUT`)) out.push(chunk);
      return { count, text: Buffer.concat(out).toString('utf8') };
    });
    expect(copied).toEqual({ count: 2, text: '退款\n投诉\n' });
  });

  it('leaves nothing of a COPY whose source breaks off', async () => {
    const broken = (async function* () {
      yield '2000\ta\n';
      await sleep(1);
      throw new Error('upload cut');
    })();
    await expect(db.transaction((tx) => db.copyIn(tx, `COPY note (id, body) FROM STDIN`, broken))).rejects.toThrow('upload cut');
    expect(await db.query('SELECT id FROM note WHERE id >= 2000')).toEqual([]);
  });

  it('hears a notification, and is told to look again after its connection was cut', async () => {
    const heard: string[] = [];
    const listening = db.listen('news', (payload) => heard.push(payload));
    await until(() => heard.length === 1);
    await db.query(`SELECT pg_notify('news', 'one')`);
    await until(() => heard.length === 2);
    await asOwner(
      database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin-listen' AND datname = current_database()`,
    );
    await until(() => heard.length === 3);
    await db.query(`SELECT pg_notify('news', 'two')`);
    await until(() => heard.length === 4);
    await listening.stop();
    expect(heard).toEqual(['', 'one', '', 'two']);
  });

  it('survives the loss of all its connections', async () => {
    await Promise.all([db.query('SELECT pg_sleep(0.05)'), db.query('SELECT pg_sleep(0.05)')]);
    await asOwner(
      database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin' AND datname = current_database()`,
    );
    await until(() => db.answers());
  });

  it('names an outage in the middle of a statement as one', async () => {
    const slow = db.query('SELECT pg_sleep(10)');
    const cut = sleep(100).then(() =>
      asOwner(
        database,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(10%' AND pid <> pg_backend_pid()`,
      ),
    );
    await expect(slow).rejects.toMatchObject({ code: 'server/database-unavailable', status: 503 });
    await cut;
  });

  it('finds likeness in Chinese text', async () => {
    expect(await db.query(`SELECT similarity('航空公司退款', '航空公司') > 0.3 AS alike`)).toEqual([{ alike: true }]);
  });
});

describe('migrations', () => {
  it('agree with the entities', async () => {
    expect(await schemaDrift(database.owner, { entities })).toEqual([]);
  });

  it('can be taken back and done again', async () => {
    const scratch = await createTestDatabase('empty');
    const first = await migrate(scratch.owner, { migrations }, silent);
    await revertAll(scratch.owner, { migrations });
    const left = await asOwner(scratch, `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'`);
    const second = await migrate(scratch.owner, { migrations }, silent);
    await scratch.drop();
    expect(left).toEqual([]);
    expect(second).toEqual(first);
    expect(first).toHaveLength(migrations.length);
  });

  it('run once when several nodes start at the same time', async () => {
    const scratch = await createTestDatabase('empty');
    const done = await Promise.all([1, 2, 3].map(() => migrate(scratch.owner, { migrations }, silent)));
    await scratch.drop();
    expect(done.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, 0, migrations.length]);
  });

  it('are refused when the database is ahead of this release', async () => {
    const scratch = await createTestDatabase();
    await asOwner(scratch, `INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'future-9999999999999')`);
    await expect(migrate(scratch.owner, { migrations }, silent)).rejects.toThrow('newer release (future-9999999999999)');
    await scratch.drop();
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('waited in vain');
}
