import { openClusterer, serveClusterer } from './clusterer.thread.js';

serveClusterer(await openClusterer());
