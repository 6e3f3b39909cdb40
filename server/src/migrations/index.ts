import { PlatformBase } from './20261122T0800-platform-base.js';

/** In the order they were written; one already released is never edited, a new one is appended. */
export const migrations = [PlatformBase];
