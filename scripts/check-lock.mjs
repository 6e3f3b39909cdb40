// Fails when installing changed what package-lock.json says, beyond optional builds of other platforms. `npm ci` cannot say so: it refuses a lock whose
// optional builds are missing from the registry it is asked to install from.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockChanges } from './lib/lock-changes.mjs';
import { ROOT } from './lib/run.mjs';

const committed = execFileSync('git', ['show', 'HEAD:package-lock.json'], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' });
const changes = lockChanges(JSON.parse(committed), JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
if (changes.length > 0) {
  console.error(`Installing changed package-lock.json: commit it. Changed: ${changes.join(', ')}`);
  process.exitCode = 1;
}
