import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { openClusterer, serveClusterer } from '../dist/clusterer.thread.js';
import { Failpoints } from '../dist/domains/clustering/consumer/failpoints.js';
import { openRecluster, serveRecluster } from '../dist/recluster.thread.js';

/**
 * An engine thread that hangs where a test says: in `hang.json` in the data folder stand a list of `{ place, nth, id }`. Without an id it is
 * the nth complaint or command to come by there, which is then written down, so that the next thread hangs at the same one.
 */
const file = join(workerData.config.dataDir, 'hang.json');
const PLACES = ['grouping', 'writing', 'replay', 'retry', 'command', 'reclustering'];

function hang(place, id) {
  const plans = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const plan = plans.find((one) => one.place === place);
  if (!plan) return null;
  if (!plan.id) {
    plan.seen = [...new Set([...(plan.seen ?? []), id])];
    if (plan.seen.length === plan.nth) plan.id = id;
    writeFileSync(file, JSON.stringify(plans));
  }
  if (plan.id === id) for (;;);
  return null;
}

const again = 'run' in workerData;
const thread = await (again ? openRecluster() : openClusterer());
for (const place of PLACES) thread.app.get(Failpoints).failAt(place, (id) => hang(place, id));
await (again ? serveRecluster : serveClusterer)(thread);
