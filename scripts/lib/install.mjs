import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, ROOT, seconds } from './run.mjs';

const MARKER = join(ROOT, 'node_modules', '.tocsin-installed');
const SAYS_WHAT = ['package-lock.json', ...['.', 'shared', 'server', 'client', 'e2e'].map((folder) => join(folder, 'package.json'))];

/** Installs when nothing is installed yet, or when what should be installed has changed since. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const from = performance.now();
  console.log('Installing packages (once; about a minute) …');
  // No install scripts: nothing here needs one, and none of 700 packages gets to run code at install time.
  const code = await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (code !== 0) {
    console.error('npm install failed; see above.');
    process.exit(1);
  }
  writeFileSync(MARKER, fingerprint());
  console.log(`Installed in ${seconds(from)}.`);
}

function isInstalled() {
  if (existsSync(MARKER)) return readFileSync(MARKER, 'utf8') === fingerprint();
  if (!isNewerThanAsked()) return false;
  writeFileSync(MARKER, fingerprint());
  return true;
}

/** A person may have run `npm install` by hand. */
function isNewerThanAsked() {
  const npmsOwn = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(npmsOwn)) return false;
  const installed = statSync(npmsOwn).mtimeMs;
  return SAYS_WHAT.every((file) => statSync(join(ROOT, file)).mtimeMs <= installed);
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of SAYS_WHAT) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
