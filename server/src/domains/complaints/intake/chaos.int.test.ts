import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const script = fileURLToPath(new URL('../../../../../e2e/chaos/ingest.mjs', import.meta.url));

it('has every acknowledged complaint once after the whole process tree was killed twice', async () => {
  const args = [script, '--kills', '2', '--complaints', '600', '--port', '23978'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toMatchObject({ kills: 2, acknowledged: 600, stored: 600, lost: 0, doubled: 0 });
}, 120_000);
