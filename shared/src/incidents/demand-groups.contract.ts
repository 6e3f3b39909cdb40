import { z } from 'zod';
import { DEMANDS } from '../complaints/index.js';

/** `none`: the complaint demands nothing that was recognised. */
export const PrimaryDemand = z.enum([...DEMANDS, 'none']);
export type PrimaryDemand = z.infer<typeof PrimaryDemand>;

export const DemandGroup = z.object({
  demand: PrimaryDemand,
  /** Every post whose primary demand this is, re-posts included; `complaints` leaves re-posts out. */
  posts: z.int(),
  complaints: z.int(),
  /** Posts that demand this besides another, weightier demand. They are counted there, not here. */
  alsoPosts: z.int(),
});
export type DemandGroup = z.infer<typeof DemandGroup>;

/**
 * An incident parted by demand. Each complaint stands in exactly one part: that of the first of its demands in the order refund,
 * replacement, repair, compensation, … , or `none`. So `posts` and `complaints` of the parts sum to those of the incident.
 */
export const DemandGroups = z.object({ posts: z.int(), complaints: z.int(), groups: z.array(DemandGroup) });
export type DemandGroups = z.infer<typeof DemandGroups>;
