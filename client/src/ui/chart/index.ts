export { ChannelVelocity } from './channel-velocity.js';
export type { ChannelBuckets } from './channel-velocity.js';
export { DemandMix } from './demand-mix.js';
export type { DemandMixItem } from './demand-mix.js';
export { preloadChart, VelocityChart } from './velocity-chart.js';
export type { VelocityChartProps } from './velocity-chart.js';
