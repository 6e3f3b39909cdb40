import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nx, ROOT, seconds } from './run.mjs';

const MARKER = join(ROOT, 'node_modules', '.tocsin-built');
const SOURCES = ['shared', 'server', 'client'];
const OUTPUTS = ['shared/dist', 'server/dist/main.js', 'client/dist/index.html'];
const NOT_SOURCE = new Set(['node_modules', 'dist', 'coverage', 'test']);

/** Builds unless every source file is as it was at the last build: a look at some hundred files instead of a start of the build system. */
export async function ensureBuilt() {
  const now = fingerprint();
  if (OUTPUTS.every((path) => existsSync(join(ROOT, path))) && existsSync(MARKER) && readFileSync(MARKER, 'utf8') === now) return;
  console.log('Building …');
  const from = performance.now();
  if (!(await build())) process.exit(1);
  console.log(`Built in ${seconds(from)}.`);
}

export async function build() {
  const before = fingerprint();
  const code = await nx(['run-many', '-t', 'build', '--output-style=static']);
  if (code !== 0) return false;
  writeFileSync(MARKER, before);
  return true;
}

/** Sizes and times, not contents: fast, and a checkout of an older version changes them as well. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) hash.update(line(file));
  for (const folder of SOURCES) for (const file of filesIn(folder)) hash.update(line(file));
  return hash.digest('hex');
}

function line(file) {
  const { size, mtimeMs } = statSync(join(ROOT, file));
  return `${file} ${size} ${mtimeMs}\n`;
}

function filesIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : filesIn(path);
      return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
    });
}
