import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../dist/entities.js';
import { migrations } from '../dist/migrations/index.js';
import { EmbeddedPostgres } from '../dist/platform/database/embedded/supervisor.js';
import { silent } from '../dist/platform/database/log.js';
import { migrate } from '../dist/platform/database/migrate.js';
import pg from 'pg';

export const TEMPLATE = 'tocsin_template';

/** One PostgreSQL for the whole run, without durability; each test file gets its own copy of a migrated database. */
export default async function setup() {
  process.once('exit', failUnlessTornDown);
  // The supervisor's own waiting does not hold a process open, and on a busy machine nothing else here would.
  const holding = setInterval(() => undefined, 1_000);
  try {
    await start();
  } finally {
    clearInterval(holding);
  }
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-int-'));
  const server = await EmbeddedPostgres.start({ dataDir: folder, runAs: null, invokedBy: null, log: silent, durable: false });
  // A run that is cut short tears nothing down; a database nobody will ask again may end without a farewell.
  process.once('exit', () => quit(server.pid));
  try {
    await makeTemplate(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env.TOCSIN_TEST_DATABASE = JSON.stringify({ ...server.owner, template: TEMPLATE });
  globalThis.tocsinTestDatabase = { server, folder };
}

async function makeTemplate(server) {
  const admin = new pg.Client({ ...server.owner, database: 'postgres' });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate({ ...server.owner, database: TEMPLATE }, { entities, migrations }, silent);
}

/** When nothing holds a process open any more it ends with 0, in the middle of a run and before Jest has said what failed. */
function failUnlessTornDown() {
  if (globalThis.tocsinTestDatabase === null) return;
  console.error('The integration run ended before its database was taken down: what it did not say counts as failed.');
  process.exitCode = 1;
}

function quit(pid) {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // stopped already
  }
}
