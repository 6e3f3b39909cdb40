// `npm start`: from a fresh clone to a running server. Plain Node, since nothing is installed yet.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { ROOT } from './lib/run.mjs';

requireNode();
await ensureInstalled();
await ensureBuilt();
leaveWithNpm();
process.chdir(ROOT);
process.env.NODE_ENV ??= 'production';
process.setSourceMapsEnabled(true);

// In this process, not in a child: signals arrive where they are handled, and nothing is left behind.
const main = join(ROOT, 'server', 'dist', 'main.js');
if (!existsSync(main)) throw new Error(`${main} is missing: the build did not make it`);
await import(pathToFileURL(main).href);

/** npm passes a SIGTERM to its shell, not to us; when npm is gone we leave in order instead of running on unseen. */
function leaveWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
