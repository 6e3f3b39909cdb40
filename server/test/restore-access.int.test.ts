import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';
import { AuditRepository } from '../src/audit/audit.repository.js';
import { verifyLog } from '../src/audit/walk.js';
import { BackupFolder, takeBackup } from '../src/platform/backup/index.js';
import { loadConfig } from '../src/platform/config/config.js';
import { processesIn } from '../src/platform/database/embedded/process-table.js';
import { startDatabase, type RunningDatabase } from '../src/platform/database/index.js';
import { silent } from '../src/platform/database/log.js';

const SECRET = 'a secret that is only known to tests';
/** A cluster is copied and started for each restore. */
jest.setTimeout(400_000);

let root: string;
let backup: string;
const configOf = (name: string) => loadConfig({ TOCSIN_DATA: join(root, name), TOCSIN_SECRET: SECRET, DATABASE_POOL: '3' });

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tocsin-restore-'));
  chmodSync(root, 0o755);
  const config = configOf('data');
  const folder = new BackupFolder(config.backup.dir);
  const running = await startDatabase(config, { migrations, entities }, silent);
  try {
    await givenAccess(running);
    const [dataDir, owner] = [config.dataDir, running.server.owner];
    backup = (await takeBackup({ dataDir, owner, cluster: join(dataDir, 'postgres'), folder, withSecret: false })).name;
  } finally {
    await running.stop();
  }
});
afterAll(() => {
  for (const name of ['data', 'plain', 'kept']) for (const pid of processesIn(join(root, name, 'postgres'))) process.kill(pid, 'SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Two administrators, one closed account; of keys, links and invitations one each that lives and one that is over already. */
async function givenAccess({ db }: RunningDatabase): Promise<void> {
  const account = `INSERT INTO account (id, email, name, password_hash, roles, disabled_at, created_at) VALUES ($1, $2, 'n', 'x', $3, $4, now())`;
  await db.query(account, [id(1), 'linlan@example.com', ['admin', 'agent'], null]);
  await db.query(account, [id(2), 'zhou@example.com', ['agent'], null]);
  await db.query(account, [id(3), 'gone@example.com', ['admin'], new Date()]);
  await db.query(
    `INSERT INTO account_session (id, account_id, token_hash, created_at, last_seen_at, expires_at, ip, user_agent)
     VALUES ('${id(10)}', '${id(1)}', '\\x01', now(), now(), now() + interval '1 day', '', '')`,
  );
  const over = `now() - interval '1 day'`;
  for (const [n, ends] of [
    [20, 'NULL'],
    [21, over],
  ])
    await db.query(
      `INSERT INTO api_key (id, name, prefix, key_hash, scopes, created_at, created_by, expires_at)
       VALUES ('${id(Number(n))}', 'key', 'p', '\\x${n}', '{incident:read}', now(), '${id(1)}', ${ends})`,
    );
  for (const [n, ends] of [
    [30, 'NULL'],
    [31, over],
  ])
    await db.query(
      `INSERT INTO wall_link (id, name, token_hash, created_at, created_by, expires_at)
       VALUES ('${id(Number(n))}', 'wall', '\\x${n}', now(), '${id(1)}', ${ends})`,
    );
  for (const [n, accepted] of [
    [40, 'NULL'],
    [41, over],
  ])
    await db.query(
      `INSERT INTO invitation (id, token_hash, email, roles, created_at, created_by, expires_at, accepted_at)
       VALUES ('${id(Number(n))}', '\\x${n}', 'new${n}@example.com', '{agent}', now(), '${id(1)}', now() + interval '1 day', ${accepted})`,
    );
}

/** The command as an operator runs it. */
function restore(name: string, ...args: string[]): Promise<{ code: number | null; text: string }> {
  const all = ['dist/cli/restore.js', '--from', configOf('data').backup.dir, '--data', join(root, name), ...args];
  const child = spawn(process.execPath, all, {
    cwd: new URL('../', import.meta.url),
    env: { PATH: process.env['PATH'], TOCSIN_DATA: join(root, 'data'), TOCSIN_SECRET: SECRET },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, text })));
}

interface Found {
  sessions: number;
  live: { keys: string[]; walls: string[]; invitations: string[] };
  entry: { actor_kind: string; detail: Record<string, unknown> } | undefined;
  chain: boolean;
}

async function look(name: string): Promise<Found> {
  const running = await startDatabase(configOf(name), { migrations, entities }, silent);
  try {
    const { db } = running;
    const ids = async (sql: string): Promise<string[]> => (await db.query<{ id: string }>(`${sql} ORDER BY id`)).map((row) => row.id);
    const [entry] = await db.query<NonNullable<Found['entry']>>(
      `SELECT actor_kind, detail FROM audit_entry WHERE action = 'database.restored'`,
    );
    return {
      sessions: (await ids('SELECT id FROM account_session')).length,
      live: {
        keys: await ids('SELECT id FROM api_key WHERE revoked_at IS NULL'),
        walls: await ids('SELECT id FROM wall_link WHERE revoked_at IS NULL'),
        invitations: await ids('SELECT id FROM invitation WHERE revoked_at IS NULL AND accepted_at IS NULL'),
      },
      entry,
      chain: (await verifyLog(new AuditRepository(db))).every(({ broken }) => !broken),
    };
  } finally {
    await running.stop();
  }
}

describe('a restored database', () => {
  it('lets nobody in by what could have been taken away since, says so, and has the restore on record', async () => {
    const { code, text } = await restore('plain');
    expect([code, text]).toEqual([0, expect.stringContaining('restored ')]);
    expect(text).toContain('ended 1 sign-ins, 1 API keys, 1 wall links and 1 invitations');
    expect(text).toContain('active accounts 2 (');
    expect(text).toMatch(/admin 1/);
    expect(text).toMatch(/agent 2/);
    expect(text).toContain('accounts that were deactivated after the moment are active again');
    expect(text).toMatch(/administrators: l\S*@\S+/);
    expect(text).not.toContain('linlan@');
    expect(await look('plain')).toEqual({
      sessions: 0,
      // What was over before stays as it was.
      live: { keys: [id(21)], walls: [id(31)], invitations: [] },
      entry: {
        actor_kind: 'system',
        detail: {
          ...{ asOf: null, base: backup, accessKept: false, activeAccounts: 2 },
          ...{ sessions: 1, apiKeys: 1, wallLinks: 1, invitations: 1 },
        },
      },
      chain: true,
    });
  });

  it('keeps keys, links and invitations when asked to, never a sign-in', async () => {
    const { code, text } = await restore('kept', '--keep-access');
    expect(code).toBe(0);
    expect(text).toContain('ended 1 sign-ins; API KEYS, WALL LINKS AND INVITATIONS WERE KEPT');
    expect(existsSync(join(root, 'kept'))).toBe(true);
    expect(await look('kept')).toMatchObject({
      sessions: 0,
      live: { keys: [id(20), id(21)], walls: [id(30), id(31)], invitations: [id(40)] },
      entry: { detail: { accessKept: true, sessions: 1, apiKeys: 0, wallLinks: 0, invitations: 0 } },
      chain: true,
    });
  });
});
