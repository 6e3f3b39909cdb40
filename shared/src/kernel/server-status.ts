import { z } from 'zod';

/** Why a server shows what it has and takes nothing: without the secret it can neither open personal data nor seal more. */
export const READ_ONLY_CAUSES = ['secret-missing', 'secret-wrong'] as const;
export type ReadOnlyCause = (typeof READ_ONLY_CAUSES)[number];

export const ServerStatus = z.strictObject({
  /** Null as a rule: everything can be done. */
  readOnly: z.enum(READ_ONLY_CAUSES).nullable(),
});
export type ServerStatus = z.infer<typeof ServerStatus>;
