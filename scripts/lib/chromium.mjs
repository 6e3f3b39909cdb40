import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { bin, ROOT, run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** The browser for the journeys: one that is here, else one installed; null when neither works. */
export async function ensureChromium() {
  const found = find();
  if (found !== null) return found;
  console.log('No Chromium found, installing one …');
  if (isDebianRoot()) {
    const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
    const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options);
    if ((await install()) !== 0 && (await run('apt-get', ['update'], options)) === 0) await install();
  } else {
    await bin('playwright', ['install', 'chromium']);
  }
  return find();
}

function find() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== '') return isProgram(given) ? given : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...MAC, playwrights()];
  return candidates.find((path) => path !== null && isProgram(path)) ?? null;
}

/** Where Playwright keeps the browser it downloaded itself. */
function playwrights() {
  try {
    return createRequire(join(ROOT, 'e2e', 'package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return null;
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}
