import { defineMigration } from '../platform/database/migration.js';

/** Whose uploads wait for a form, as a keyed mark; and the way from the hash of a file to the imports that read it. */
export const UnsentUploads = defineMigration('20261128T0140-unsent-uploads', {
  up: [`ALTER TABLE attachment ADD COLUMN held_from bytea`, `CREATE INDEX import_job_file_sha256_idx ON import_job (file_sha256)`],
  down: [`DROP INDEX import_job_file_sha256_idx`, `ALTER TABLE attachment DROP COLUMN held_from`],
});
