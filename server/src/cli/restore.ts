import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, type PoolConfig } from 'pg';
import { AuditRepository } from '../audit/audit.repository.js';
import { verdictLine } from '../audit/verify.js';
import { verifyLog } from '../audit/walk.js';
import { entities } from '../entities.js';
import { BackupFolder, CannotRestore, digestOf, restoreBackup, type Base } from '../platform/backup/index.js';
import { Clock } from '../platform/clock/clock.js';
import { loadConfig } from '../platform/config/config.js';
import { Db } from '../platform/database/index.js';
import { silent } from '../platform/database/log.js';
import { settleAccess, settledLines, type Restore } from './restored-access.js';

const USAGE = `Restores a backup into a new folder. Nothing that exists is ever overwritten.

  npm run restore -- --from DIR [--at 2026-11-28T10:00:00Z] [--data NEWDIR] [--keep-access]

  --from DIR      the folder that backups were made into
  --at TIME       the moment to go back to, with its zone; without it, the last one that was archived
  --data NEWDIR   the new data folder (TOCSIN_DATA with "-restored" and the time)
  --keep-access   leaves API keys, wall links and invitations as they were at that moment, also those that were ended after it

Every sign-in ends, and without --keep-access every API key, wall link and pending invitation too: some of them had been taken away after
the moment, and would work again. The audit log of the restored database says what was ended.
`;
const FLAGS = {
  from: { type: 'string' },
  at: { type: 'string' },
  data: { type: 'string' },
  'keep-access': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

function timeIn(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const at = new Date(TIME.test(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new CannotRestore(`--at must be a time with its zone, like 2026-11-28T10:00:00Z, not "${text}"`);
  return at;
}

async function check(owner: PoolConfig, folder: BackupFolder): Promise<void> {
  const client = new Client(owner);
  await client.connect();
  const db = await Db.open({ connection: owner, entities, poolSize: 2 });
  try {
    const { rows, sha256 } = await digestOf(client);
    console.log(`rows ${rows}, digest ${sha256}`);
    const verdicts = await verifyLog(new AuditRepository(db));
    for (const verdict of verdicts) console.log(`audit log ${verdictLine(verdict)}`);
    if (verdicts.some(({ broken }) => broken)) throw new CannotRestore('The audit chain of the restored database is broken.');
    await checkFiles(client, folder);
  } finally {
    await client.end();
    await db.close();
  }
}

async function settle(owner: PoolConfig, restore: Restore): Promise<void> {
  const db = await Db.open({ connection: owner, entities, poolSize: 2 });
  try {
    const settled = await settleAccess(db, new Clock(), restore);
    for (const line of settledLines(settled, restore.keepAccess)) console.log(line);
  } finally {
    await db.close();
  }
}

/** Rows of uploads that were never sent may name bytes that are gone; those of a complaint never do. */
async function checkFiles(client: Client, folder: BackupFolder): Promise<void> {
  const { rows } = await client.query<{ id: string; sha256: string; claimed: boolean }>(
    `SELECT id, encode(sha256, 'hex') AS sha256, complaint_id IS NOT NULL AS claimed FROM attachment`,
  );
  const missing = rows.filter(({ sha256 }) => !existsSync(folder.blobPath(sha256)));
  await client.query(`DELETE FROM attachment WHERE id = ANY ($1::uuid[])`, [missing.filter(({ claimed }) => !claimed).map(({ id }) => id)]);
  const lost = missing.filter(({ claimed }) => claimed).length;
  console.log(`files ${rows.length - missing.length} of attachments are there${lost > 0 ? `; ${lost} OF COMPLAINTS ARE MISSING` : ''}`);
}

async function adviseOnSecret(base: Base, dataDir: string): Promise<void> {
  const path = join(dataDir, 'secret');
  if ((await readFile(path, 'utf8').catch(() => '')) !== '') return;
  const which = base.manifest.secretCheck === null ? '' : ' that was in force at that moment';
  console.log(`now put the secret${which} into ${path}, or set TOCSIN_SECRET: without it personal data and files cannot be read`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(2), options: FLAGS, strict: true });
  if (values.help || values.from === undefined) return console.log(USAGE);
  const config = loadConfig(process.env);
  const folder = new BackupFolder(resolve(values.from));
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const dataDir = resolve(values.data ?? `${config.dataDir}-restored-${stamp}`);
  const { runAs, invokedBy } = config.database;
  const at = timeIn(values.at);
  const base = await restoreBackup({
    ...{ folder, at, dataDir, log: silent, runAs, invokedBy },
    check: (owner) => check(owner, folder),
    settle: (owner, { name }) => settle(owner, { at, base: name, keepAccess: values['keep-access'] }),
  });
  console.log(`restored ${dataDir} from ${base.name}, ${at === null ? 'to the end of what was archived' : `as of ${at.toISOString()}`}`);
  await adviseOnSecret(base, dataDir);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
