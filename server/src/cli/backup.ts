import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupFolder, carryLog, copyBlobs, takeBackup } from '../platform/backup/index.js';
import { loadConfig, type Config } from '../platform/config/config.js';
import { switchArchiving } from '../platform/database/embedded/archiving.js';
import { attach } from '../platform/database/embedded/attach.js';
import { silent } from '../platform/database/log.js';

const USAGE = `Makes a complete backup of the data folder (TOCSIN_DATA), whether the server runs or not.

  npm run backup -- [--to DIR] [--with-secret]

  --to DIR        another folder than TOCSIN_BACKUP_DIR; such a copy stands alone, without the log of the time after it
  --with-secret   copies the secret too: whoever gets the backup can then read everything in it
`;
const FLAGS = {
  to: { type: 'string' },
  'with-secret': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const MB = 1024 * 1024;

async function embedded(config: Config, folder: BackupFolder, withSecret: boolean): Promise<void> {
  const usual = folder.dir === config.backup.dir;
  const database = await attach(config, silent);
  try {
    const archives =
      usual && config.backup.archive !== 'off' && (await switchArchiving(database.owner, true, config.backup.archiveSeconds));
    const started = performance.now();
    const { name, manifest } = await takeBackup({ dataDir: config.dataDir, ...database, folder, withSecret });
    if (usual) await folder.prune(new Date(Date.parse(manifest.endedAt) - config.backup.keepMs));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`backup ${folder.pathOf(name)}`);
    console.log(`${(manifest.bytes / MB).toFixed(1)} MB and ${manifest.blobs} stored files in ${seconds} s, as of ${manifest.endedAt}`);
    console.log(archives ? `the log is archived from now on: any later moment can be restored with --at` : whyNotArchived(config, usual));
    adviseOnSecret(config, withSecret);
  } finally {
    await database.stop();
  }
  if (!database.shared && usual) await carryLog(join(config.dataDir, 'postgres'), folder.wal);
}

function whyNotArchived(config: Config, usual: boolean): string {
  if (!usual) return 'only the moment of this backup can be restored from that folder';
  if (config.backup.archive === 'off') return 'TOCSIN_BACKUP_ARCHIVE=off: only the moment of a backup can be restored';
  return 'the running PostgreSQL archives nothing until the server was stopped and started again';
}

function adviseOnSecret(config: Config, withSecret: boolean): void {
  if (withSecret) console.log('THE SECRET IS IN THIS BACKUP: keep it as closely as the secret itself');
  else if (config.secret !== null)
    console.log('keep TOCSIN_SECRET in a place of its own: without it personal data and files cannot be read');
  else
    console.log(
      `keep a copy of ${join(config.dataDir, 'secret')} in a place of its own: without it personal data and files cannot be read`,
    );
}

/** The rows are in a PostgreSQL that somebody else runs and backs up. */
async function external(config: Config, folder: BackupFolder): Promise<void> {
  console.log('DATABASE_URL is set: back up the database with the tools of PostgreSQL (pg_basebackup and an archive, or pg_dump).');
  await folder.make();
  const blobs = await copyBlobs(config.dataDir, folder);
  console.log(`${blobs.length} stored files are in ${folder.blobs}; make the backup of the database first, this one after it`);
  adviseOnSecret(config, false);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(2), options: FLAGS, strict: true });
  if (values.help) return console.log(USAGE);
  const config = loadConfig(process.env);
  const folder = new BackupFolder(values.to === undefined ? config.backup.dir : resolve(values.to));
  if (values['with-secret'] && config.secret !== null)
    throw new Error('The secret comes from TOCSIN_SECRET, not from a file: keep it yourself.');
  await (config.database.url === null ? embedded(config, folder, values['with-secret']) : external(config, folder));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
