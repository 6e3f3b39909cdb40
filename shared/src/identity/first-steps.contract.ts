import { z } from 'zod';
import { Instant } from '../kernel/index.js';

export const FIRST_STEPS = ['people', 'two-factor', 'channel', 'brand', 'wall', 'backup'] as const;
export const FirstStep = z.enum(FIRST_STEPS);
export type FirstStep = z.infer<typeof FirstStep>;

/** What a new installation still needs, read from what is there; `unknown` where the product cannot tell. */
export const FirstSteps = z.object({
  steps: z.array(z.object({ step: FirstStep, state: z.enum(['done', 'open', 'unknown']) })),
  /** When this person put the list away. */
  dismissedAt: Instant.nullable(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;
export const DismissFirstSteps = z.strictObject({ dismissed: z.boolean() });
