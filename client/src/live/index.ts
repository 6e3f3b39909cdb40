export { applyEvent, applyPulse, binding, type CacheBinding, freshened, readAnew, useLiveCache } from './cache.js';
export { LiveProvider, useLive } from './live-provider.js';
export { socketWire } from './socket-wire.js';
export { useConnection } from './use-connection.js';
export { type StreamOptions, usePeopleIn, usePresence, usePulse, useStream } from './use-stream.js';
