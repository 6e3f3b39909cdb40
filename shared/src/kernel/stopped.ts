import { z } from 'zod';

/** Why what somebody made no longer works although nobody revoked it: they may not do themselves what it does. */
export const Stopped = z.enum(['maker-disabled', 'maker-lost-permission', 'maker-limited']);
export type Stopped = z.infer<typeof Stopped>;

/** The same of a wall link; `key-ended`: the API key that made it was revoked or ran out. */
export const LinkStopped = z.enum([...Stopped.options, 'key-ended']);
export type LinkStopped = z.infer<typeof LinkStopped>;
