// `npm test`: everything that can be checked here, in stages; the last line is the sum.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { jestOutcome, outcome, playwrightOutcome } from './lib/results.mjs';
import { bin, node, npm, nx, ROOT, seconds } from './lib/run.mjs';

const only = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const reports = mkdtempSync(join(tmpdir(), 'tocsin-test-'));
const lines = [];
const total = outcome(0, 0);

requireNode();
await ensureInstalled();
process.env.NX_DAEMON = 'false';

const built = await stage('build', async () => check(await build()), { always: true });
await stage('lint', async () => check((await npm(['run', '--silent', 'lint'])) === 0));
await stage('typecheck', async () => check((await nx(['run-many', '-t', 'typecheck', '--output-style=static'])) === 0));
for (const workspace of ['scripts', 'shared', 'server', 'client'])
  await stage(`unit ${workspace}`, () => jest(workspace, 'jest.config.js'));
await stage('integration', () => jest('server', 'jest.int.config.js'), { needs: built });
await stage('journeys', journeys, { needs: built });
finish();

/** Runs one stage unless others were asked for by name; a stage that needs the build is not run without it. */
async function stage(name, work, { always = false, needs = true } = {}) {
  if (!always && only.length > 0 && !only.some((wanted) => name.startsWith(wanted))) return true;
  const from = performance.now();
  console.log(`\n━━ ${name}`);
  if (!needs) return note(name, outcome(0, 1), 'not run: the build failed');
  const result = await work();
  return note(name, result, seconds(from));
}

function note(name, { passed, failed, skipped }, remark) {
  total.passed += passed;
  total.failed += failed;
  lines.push(
    `${failed === 0 ? '✓' : '✗'} ${name.padEnd(14)} ${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}  (${remark})`,
  );
  for (const reason of skipped) lines.push(`    skipped: ${reason}`);
  console.log(lines.findLast((line) => !line.startsWith(' ')));
  return failed === 0;
}

/** Lint, types and the build are one check each. */
function check(good) {
  return good ? outcome(1, 0) : outcome(0, 1);
}

async function jest(workspace, config) {
  const report = join(reports, `${workspace}-${config}.json`);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const program = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  // With --json alone jest prints the report itself; into a file, and only the failures on the screen.
  const args = ['-c', config, '--json', `--outputFile=${report}`, '--colors=false'];
  const code = await node([...flags, program, ...args], { cwd: join(ROOT, workspace), out: 'ignore' });
  return jestOutcome(report, code);
}

async function journeys() {
  const chromium = await ensureChromium();
  if (chromium === null) {
    console.error('No Chromium: set CHROMIUM_PATH, or install one (Debian: apt-get install chromium fonts-noto-cjk).');
    return outcome(0, 1);
  }
  const report = join(reports, 'journeys.json');
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_HTML_OPEN: 'never' };
  const code = await bin('playwright', ['test', '--reporter=list,json'], { cwd: join(ROOT, 'e2e'), env });
  return playwrightOutcome(report, code);
}

function finish() {
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${lines.join('\n')}\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`${total.passed} passed, ${total.failed} failed`);
}
