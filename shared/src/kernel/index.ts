export * from './ids.js';
export * from './money.js';
export * from './page.js';
export * from './problem.js';
export * from './receipt.js';
export * from './text.js';
export * from './time.js';
export * from './zone.js';
