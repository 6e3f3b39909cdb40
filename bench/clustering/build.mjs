import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const BUILT = root('server/dist/domains/clustering/engine/index.js');
const SOURCES = ['server/src/domains/clustering/engine', 'server/src/platform/text'];

function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .reduce((latest, entry) => Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs), 0);
}

/** Compiles the engine alone when it changed; the rest of the server does not matter here. */
export function buildEngine() {
  const changed = Math.max(...SOURCES.map((folder) => newest(root(folder))));
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs > changed) return;
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', root('bench/clustering/tsconfig.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
