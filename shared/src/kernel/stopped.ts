import { z } from 'zod';

/** Why what somebody made no longer works although nobody revoked it: they may not do themselves what it does. */
export const Stopped = z.enum(['maker-disabled', 'maker-lost-permission', 'maker-limited']);
export type Stopped = z.infer<typeof Stopped>;
