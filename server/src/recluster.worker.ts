import { openRecluster, serveRecluster } from './recluster.thread.js';

await serveRecluster(await openRecluster());
