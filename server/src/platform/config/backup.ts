import { resolve } from 'node:path';
import { z } from 'zod';

/** Where backups go, and whether the write-ahead log is kept between them. */
export const backupFields = {
  TOCSIN_BACKUP_DIR: z.string().optional(),
  TOCSIN_BACKUP_ARCHIVE: z.enum(['auto', 'on', 'off']).default('auto'),
  TOCSIN_BACKUP_ARCHIVE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
  TOCSIN_BACKUP_KEEP_DAYS: z.coerce.number().int().min(1).max(3_650).default(14),
};
type Fields = z.infer<z.ZodObject<typeof backupFields>>;

export interface BackupConfig {
  /** Absolute. Beside the data folder, so that removing the one does not remove the other. */
  readonly dir: string;
  /** `auto`: from the first backup in the folder on. */
  readonly archive: 'auto' | 'on' | 'off';
  /** A change is in the archive at most so long after it was made. */
  readonly archiveSeconds: number;
  readonly keepMs: number;
}

export function backupOf(env: Fields & { TOCSIN_DATA: string }): BackupConfig {
  return {
    dir: resolve(env.TOCSIN_BACKUP_DIR ?? `${resolve(env.TOCSIN_DATA)}-backups`),
    archive: env.TOCSIN_BACKUP_ARCHIVE,
    archiveSeconds: env.TOCSIN_BACKUP_ARCHIVE_SECONDS,
    keepMs: env.TOCSIN_BACKUP_KEEP_DAYS * 86_400_000,
  };
}
