export * from './follower.js';
export * from './live-client.js';
export * from './live.contract.js';
export * from './live.rules.js';
export * from './reduce.js';
export * from './wire.js';
