import { defineMigration } from '../platform/database/migration.js';

/**
 * How an import went and how long its file is kept. Imports that were waiting or under way were read by another reader, which may count
 * the rows of the same file differently: they end here, with the rows that they have taken.
 */
export const ImportReading = defineMigration('20261128T0120-import-reading', {
  up: [
    `ALTER TABLE import_job
       ALTER COLUMN file_sha256 DROP NOT NULL,
       ADD COLUMN adjusted integer NOT NULL DEFAULT 0,
       ADD COLUMN terms jsonb,
       ADD COLUMN failure jsonb,
       ADD COLUMN started_at timestamptz,
       ADD COLUMN finished_at timestamptz,
       ADD COLUMN touched_at timestamptz`,
    `ALTER TABLE import_error ADD COLUMN fate text NOT NULL DEFAULT 'rejected'`,
    `CREATE INDEX import_job_created_by_idx ON import_job (created_by, created_at DESC)`,
    `UPDATE import_job SET state = 'failed', failure = '{"fault":"outdated"}' WHERE state IN ('uploaded', 'running')`,
  ],
  down: [
    `DROP INDEX import_job_created_by_idx`,
    `ALTER TABLE import_error DROP COLUMN fate`,
    `DELETE FROM import_error WHERE job_id IN (SELECT id FROM import_job WHERE file_sha256 IS NULL OR state = 'cancelled')`,
    `DELETE FROM import_job WHERE file_sha256 IS NULL OR state = 'cancelled'`,
    `ALTER TABLE import_job
       DROP COLUMN touched_at, DROP COLUMN finished_at, DROP COLUMN started_at, DROP COLUMN failure, DROP COLUMN terms, DROP COLUMN adjusted,
       ALTER COLUMN file_sha256 SET NOT NULL`,
  ],
});
