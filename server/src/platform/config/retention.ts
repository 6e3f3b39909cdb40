import { z } from 'zod';

const whole = (from: number, to: number, usual: number) => z.coerce.number().int().min(from).max(to).default(usual);
const HOUR = 3_600_000;
const MB = 1024 * 1024;

/** How long what nobody sent, or nobody needs any more, is kept. */
export const retentionFields = {
  TOCSIN_UNSENT_HOURS: whole(1, 720, 24),
  TOCSIN_UNSENT_MB_PER_SENDER: whole(10, 100_000, 200),
  TOCSIN_UNSENT_MB: whole(10, 10_000_000, 4_096),
  TOCSIN_IMPORT_DAYS: whole(1, 3_650, 30),
};
type Fields = z.infer<z.ZodObject<typeof retentionFields>>;

export interface RetentionConfig {
  /** Uploads whose form was never sent, and import files that were never started. */
  readonly unsentMs: number;
  /** At most so much of it may wait from one address, and from all. */
  readonly unsentBytesPerSender: number;
  readonly unsentBytes: number;
  /** The file, preview and refused rows of an import that has ended. */
  readonly importMs: number;
}

export function retentionOf(env: Fields): RetentionConfig {
  return {
    unsentMs: env.TOCSIN_UNSENT_HOURS * HOUR,
    unsentBytesPerSender: env.TOCSIN_UNSENT_MB_PER_SENDER * MB,
    unsentBytes: env.TOCSIN_UNSENT_MB * MB,
    importMs: env.TOCSIN_IMPORT_DAYS * 24 * HOUR,
  };
}
