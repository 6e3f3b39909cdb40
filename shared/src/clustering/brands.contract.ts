import { z } from 'zod';

/** `GET /api/v1/brands`: brands that complaints name or the dictionary holds, with how many complaints name each. */
export const KnownBrands = z.object({ items: z.array(z.object({ brand: z.string(), complaints: z.int() })) });
export type KnownBrands = z.infer<typeof KnownBrands>;
