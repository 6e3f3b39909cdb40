import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SEALED_COLUMNS } from '../src/cli/sealed-columns.js';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';
import { loadConfig } from '../src/platform/config/config.js';
import { RootSecret } from '../src/platform/config/root-secret.js';
import { Clock } from '../src/platform/clock/clock.js';
import { Sealer } from '../src/platform/crypto/sealer.js';
import { silent } from '../src/platform/database/log.js';
import { startDatabase, type RunningDatabase } from '../src/platform/database/index.js';
import { fileKeysOf, LocalBlobStore } from '../src/platform/storage/index.js';
import { asOwner, createTestDatabase, type TestDatabase } from './database.js';
import { secretsOfText } from './keys.js';

const FIRST = 'the secret of a house from before there were keys';
const SECOND = 'another secret, for after it was changed once';
const ID = '01900000-0000-7000-8000-000000000001';
const TEXT = '韩梅梅 13800138000';
/** A process is started for each of these. */
jest.setTimeout(300_000);

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'tocsin-rotate-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

type Env = Record<string, string>;
const envOf = (more: Env): Env => ({ DATABASE_URL: database.url, DATABASE_POOL: '3', TOCSIN_DATA: folder, ...more });

async function withDatabase<T>(env: Env, work: (running: RunningDatabase) => Promise<T>): Promise<T> {
  const running = await startDatabase(loadConfig(envOf(env)), { migrations, entities }, silent);
  try {
    return await work(running);
  } finally {
    await running.stop();
  }
}

/** The command as an operator runs it; `killAfter` ends it without a word. */
function rotate(
  env: Env,
  args: string[] = [],
  killAfter: number | null = null,
): Promise<{ code: number | null; text: string; ms: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ['dist/cli/rotate-secret.js', ...args], {
    cwd: new URL('../', import.meta.url),
    env: { PATH: process.env['PATH'], ...envOf(env) },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, text, ms: performance.now() - started });
    });
  });
}

const VALUES: Record<string, { insert: string; bound: string }> = {
  complaint: {
    bound: ID,
    insert: `INSERT INTO complaint (seq, id, received_at, receipt_no, channel, text, complainant, raw, raw_sha256)
             VALUES (1, '${ID}', now(), 'R1', 'phone', 'x', $1, $2, '\\x00')`,
  },
  complaint_message: {
    bound: ID,
    insert: `INSERT INTO complaint_message (id, complaint_id, at, kind, words) VALUES ('${ID}', '${ID}', now(), 'addition', $1)`,
  },
  complaint_reply: {
    bound: ID,
    insert: `INSERT INTO complaint_reply (id, complaint_id, change_id, via, said_at, words, recorded_at) VALUES ('${ID}', '${ID}', '${ID}', 'phone', now(), $1, now())`,
  },
  import_job: {
    bound: ID,
    insert: `INSERT INTO import_job (id, file_name, layout, state, columns, guess, preview, rows, created_at, created_by, created_by_name)
             VALUES ('${ID}', 'f', '{}', 'failed', '[]', '{}', $1, 1, now(), '${ID}', 'n')`,
  },
  import_error: { bound: `${ID} 7`, insert: `INSERT INTO import_error (job_id, line, issues, cells) VALUES ('${ID}', 7, '[]', $1)` },
  account: {
    bound: ID,
    insert: `INSERT INTO account (id, email, name, password_hash, roles, totp_secret, created_at) VALUES ('${ID}', 'a@b.c', 'n', 'x', '{admin}', $1, now())`,
  },
};
const columnsOf = (table: string) => SEALED_COLUMNS.filter((column) => column.table === table);

/** As release 0.1.0 left it: values sealed straight under the secret, without the number of a key. */
async function givenOldDatabase(): Promise<void> {
  const sealer = new Sealer(secretsOfText(FIRST));
  const oldSeal = (purpose: string, bound: string): Buffer => {
    const sealed = sealer.seal(purpose, TEXT, bound);
    return Buffer.concat([Buffer.of(1), sealed.subarray(5)]);
  };
  await asOwner(database, 'UPDATE installation SET secret_check = $1', [new RootSecret(FIRST).mark]);
  for (const [table, { insert, bound }] of Object.entries(VALUES))
    await asOwner(
      database,
      insert,
      columnsOf(table).map(({ purpose }) => oldSeal(purpose, bound)),
    );
}

async function readAll({ db, secrets }: RunningDatabase): Promise<string[]> {
  const sealer = new Sealer(secrets);
  const opened: string[] = [];
  for (const { table, column, purpose, bound } of SEALED_COLUMNS)
    for (const row of await db.query<{ value: Buffer; bound: string }>(`SELECT ${column} AS value, ${bound} AS bound FROM ${table}`))
      opened.push(sealer.open(purpose, row.value, row.bound));
  return opened;
}
const ALL = SEALED_COLUMNS.map(() => TEXT);

describe('changing the secret', () => {
  it('opens a database from before there were keys, and goes on marking people as before', async () => {
    await givenOldDatabase();
    await withDatabase({ TOCSIN_SECRET: FIRST }, async (running) => {
      expect(await readAll(running)).toEqual(ALL);
      const mark = new Sealer(secretsOfText(FIRST)).mark('complainant', '13800138000');
      expect(new Sealer(running.secrets).mark('complainant', '13800138000')).toEqual(mark);
    });
  });

  it('puts everything under the new one, which opens it alone', async () => {
    await givenOldDatabase();
    const before = await withDatabase({ TOCSIN_SECRET: FIRST }, async ({ secrets }) => new Sealer(secrets).mark('complainant', '1'));
    const pair = { TOCSIN_SECRET: SECOND, TOCSIN_SECRET_PREVIOUS: FIRST };
    expect(await withDatabase(pair, readAll)).toEqual(ALL);
    await expect(withDatabase({ TOCSIN_SECRET: SECOND }, readAll)).rejects.toThrow('set up with another secret');
    const done = await rotate(pair);
    expect(done).toMatchObject({ code: 0, text: expect.stringContaining('under the new secret') as unknown });
    expect(await withDatabase(pair, readAll)).toEqual(ALL);
    await withDatabase({ TOCSIN_SECRET: SECOND }, async (running) => {
      expect(await readAll(running)).toEqual(ALL);
      expect(new Sealer(running.secrets).mark('complainant', '1')).toEqual(before);
    });
    await expect(withDatabase({ TOCSIN_SECRET: FIRST }, readAll)).rejects.toThrow('set up with another secret');
    expect(await asOwner(database, `SELECT action FROM audit_entry WHERE action = 'secret.rotated'`)).toHaveLength(1);
    expect((await rotate(pair)).text).toContain('already');
  });

  it('changes nothing when none of the secrets fits', async () => {
    await givenOldDatabase();
    await withDatabase({ TOCSIN_SECRET: FIRST }, readAll);
    const refused = await rotate({ TOCSIN_SECRET: SECOND });
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('nothing was changed') as unknown });
    expect(await withDatabase({ TOCSIN_SECRET: FIRST }, readAll)).toEqual(ALL);
  });

  it('refuses a database that lost its keys instead of making others', async () => {
    await withDatabase({ TOCSIN_SECRET: FIRST }, () => Promise.resolve());
    await asOwner(database, 'DELETE FROM data_key');
    await expect(withDatabase({ TOCSIN_SECRET: FIRST }, readAll)).rejects.toThrow('keys of this database are missing');
    expect(await asOwner(database, 'SELECT FROM data_key')).toHaveLength(0);
  });

  it('seals with a new key only once every node may know it', async () => {
    await withDatabase({ TOCSIN_SECRET: FIRST }, () => Promise.resolve());
    await rotate({ TOCSIN_SECRET: SECOND, TOCSIN_SECRET_PREVIOUS: FIRST });
    expect(await withDatabase({ TOCSIN_SECRET: SECOND }, ({ secrets }) => Promise.resolve(secrets.sealingId))).toBe(0);
    await asOwner(database, `UPDATE data_key SET created_at = created_at - interval '2 minutes'`);
    expect(await withDatabase({ TOCSIN_SECRET: SECOND }, ({ secrets }) => Promise.resolve(secrets.sealingId))).toBe(1);
  });
});

describe('sealing anew', () => {
  const bytes = Buffer.from('an attachment');
  const stored = (running: RunningDatabase) => LocalBlobStore.open(join(folder, 'blobs'), fileKeysOf(running.secrets), new Clock());
  async function* once() {
    yield await Promise.resolve(bytes);
  }

  it('leaves nothing that the old secret opens, not in tables that take no change and not in files', async () => {
    await givenOldDatabase();
    const { sha256 } = await withDatabase({ TOCSIN_SECRET: FIRST }, async (running) => (await stored(running)).put(once()));
    const pair = { TOCSIN_SECRET: SECOND, TOCSIN_SECRET_PREVIOUS: FIRST };
    await rotate(pair);
    await asOwner(database, `UPDATE data_key SET created_at = created_at - interval '2 minutes'`);
    const done = await rotate(pair, ['--reseal-only']);
    expect(done.code).toBe(0);
    expect(done.text).toContain(`${SEALED_COLUMNS.length} values`);
    expect(done.text).toContain('1 stored files');
    await withDatabase({ TOCSIN_SECRET: SECOND }, async (running) => {
      expect(await readAll(running)).toEqual(ALL);
      for (const { table, column } of SEALED_COLUMNS)
        expect(await running.db.query(`SELECT encode(substring(${column} FROM 1 FOR 5), 'hex') AS head FROM ${table}`)).toEqual([
          { head: '0200000001' },
        ]);
      const blobs = await stored(running);
      expect([await blobs.verify(sha256), await blobs.reseal(sha256)]).toEqual([true, false]);
    });
    await expect(asOwner(database, `UPDATE complaint SET text = 'y'`)).rejects.toThrow('insert-only');
    await expect(asOwner(database, `UPDATE complaint_reply SET via = 'y'`)).rejects.toThrow('insert-only');
  });

  it('is on record from its beginning, also when it never came to its end', async () => {
    await withDatabase({ TOCSIN_SECRET: FIRST }, ({ secrets }) => {
      const sealed = columnsOf('complaint').map(({ purpose }) => new Sealer(secrets).seal(purpose, TEXT, ID));
      return asOwner(database, VALUES['complaint']?.insert ?? '', [Buffer.concat([sealed[0] as Buffer, Buffer.of(0)]), sealed[1]]);
    });
    await rotate({ TOCSIN_SECRET: SECOND, TOCSIN_SECRET_PREVIOUS: FIRST });
    await asOwner(database, `UPDATE data_key SET created_at = created_at - interval '2 minutes'`);
    const recorded = async (): Promise<unknown[]> =>
      (await asOwner<{ action: string; detail: unknown }>(database, `SELECT action, detail FROM audit_entry ORDER BY seq`)).map(
        ({ action, detail }) => [action, detail],
      );
    // One byte too many: the value cannot be opened, and the command ends there.
    expect((await rotate({ TOCSIN_SECRET: SECOND }, ['--reseal-only'])).code).toBe(1);
    const cutOff = [
      ['secret.rotated', {}],
      ['secret.reseal-started', { key: 1 }],
    ];
    expect(await recorded()).toEqual(cutOff);
    await asOwner(database, 'ALTER TABLE complaint DISABLE TRIGGER complaint_insert_only');
    await asOwner(database, 'UPDATE complaint SET complainant = substring(complainant FROM 1 FOR length(complainant) - 1)');
    await asOwner(database, 'ALTER TABLE complaint ENABLE TRIGGER complaint_insert_only');
    expect((await rotate({ TOCSIN_SECRET: SECOND }, ['--reseal-only'])).code).toBe(0);
    expect(await recorded()).toEqual([...cutOff, ['secret.reseal-started', { key: 1 }], ['secret.resealed', { key: 1, entries: 2 }]]);
  });

  it('knows every column that holds sealed values', async () => {
    const HASHES = `account_session.token_hash api_key.key_hash attachment.held_from attachment.sha256 audit_entry.hash
      audit_entry.prev_hash audit_head.hash bulk_block.sha256 complaint.complainant_key complaint.raw_sha256
      complaint.receipt_code_hash complaint_case.complainant_key data_key.wrapped group_person.person
      idempotency_key.body_sha256 import_job.file_sha256 invitation.token_hash recovery_code.code_hash
      sign_in_attempt.digest wall_link.token_hash`.split(/\s+/);
    const columns = await asOwner<{ name: string }>(
      database,
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = 'bytea'`,
    );
    const known = [...HASHES, ...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`)];
    expect(columns.map(({ name }) => name).sort()).toEqual(known.sort());
  });
});

describe('a rotation that is cut off', () => {
  const secretIn = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  it('leaves a database that opens, whenever it was killed', async () => {
    await withDatabase({}, () => Promise.resolve());
    await asOwner(database, `UPDATE data_key SET created_at = created_at - interval '2 minutes'`);
    await withDatabase({}, async ({ secrets }) => {
      const sealer = new Sealer(secrets);
      const values = columnsOf('complaint').map(({ purpose }) => sealer.seal(purpose, TEXT, ID));
      await asOwner(database, VALUES['complaint']?.insert ?? '', values);
    });
    const readComplaint = async ({ db, secrets }: RunningDatabase): Promise<string> => {
      const [row] = await db.query<{ raw: Buffer }>('SELECT raw FROM complaint');
      return new Sealer(secrets).open('complaint payload', row?.raw ?? Buffer.of(), ID);
    };
    const whole = await rotate({});
    expect(whole.code).toBe(0);
    const KILLS = 8;
    for (let kill = 0; kill < KILLS; kill++) {
      await asOwner(database, `UPDATE data_key SET created_at = created_at - interval '2 minutes'`);
      // The first half of the time goes to loading the program.
      await rotate({}, ['--reseal-only'], whole.ms * (0.5 + (0.6 * kill) / KILLS));
      await rotate({}, [], whole.ms * (0.5 + (0.6 * kill) / KILLS));
      expect(await withDatabase({}, readComplaint)).toBe(TEXT);
      expect(existsSync(join(folder, 'secret'))).toBe(true);
    }
    expect((await rotate({})).code).toBe(0);
    expect(await withDatabase({}, readComplaint)).toBe(TEXT);
    await expect(asOwner(database, `UPDATE complaint SET text = 'y'`)).rejects.toThrow('insert-only');
  });

  it('opens with either file at every step between, and is brought to its end by the next start', async () => {
    await withDatabase({}, () => Promise.resolve());
    const old = await secretIn('secret');
    await rotate({});
    const fresh = await secretIn('secret');
    expect(fresh).not.toBe(old);
    const kept = readdirSync(folder).find((name) => name.startsWith('secret.until-')) ?? '';
    expect(await secretIn(kept)).toBe(old);
    // As if it had been killed after the database was changed and before the file had its name.
    await rename(join(folder, 'secret'), join(folder, 'secret.next'));
    await writeFile(join(folder, 'secret'), old);
    await withDatabase({}, ({ secrets }) => Promise.resolve(expect(secrets.lost).toBeNull()));
    expect([await secretIn('secret'), existsSync(join(folder, 'secret.next'))]).toEqual([fresh, false]);
    // And before the database was changed: the next secret means nothing yet.
    await writeFile(join(folder, 'secret.next'), 'a next secret that was never put in force');
    await withDatabase({}, ({ secrets }) => Promise.resolve(expect(secrets.lost).toBeNull()));
    expect(await secretIn('secret')).toBe(fresh);
  });
});
