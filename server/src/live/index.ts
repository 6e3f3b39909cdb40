export { BRAND_SEQ_BASE, audienceOf, bothNames, brandStream, sharedName, type BrandEvent } from './audiences.js';
export { actorOf, ENGINE, EventLog, type Actor } from './event-log.js';
export { LiveModule } from './live.module.js';
export { PulseRelay, type PulseSource } from './pulse-relay.js';
export { Pulses } from './pulses.js';
export { StreamAccess, type IncidentRule } from './stream-access.js';
