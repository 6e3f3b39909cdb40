export { Jobs, type SendOptions } from './jobs.js';
export { Handles, defineQueue, type JobInfo, type Queue } from './queue.js';
