export { Feed, LiveToggle } from './feed.js';
export type { FeedProps } from './feed.js';
