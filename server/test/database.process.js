// A server of its own for the tests that kill it: prints one line when it is up, leaves in order on SIGTERM.
import { EmbeddedPostgres } from '../dist/platform/database/embedded/supervisor.js';
import { silent } from '../dist/platform/database/log.js';

const dataDir = process.argv[2];
try {
  const server = await EmbeddedPostgres.start({ dataDir, runAs: process.argv[3] ?? null, invokedBy: null, log: silent });
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
  // The socket and timers of the supervisor do not hold a process open.
  setInterval(() => undefined, 60_000);
  console.log(JSON.stringify({ postmaster: server.pid, owner: server.owner }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
