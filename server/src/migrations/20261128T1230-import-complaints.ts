import { defineMigration, grantAll, revokeChanges } from '../platform/database/migration.js';

const ID_OF = (moment: string, rest: string): string =>
  `(lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0') || repeat('${rest}', 20))::uuid`;

/** Those of its maker from its run; only where they are just as many as it counted. */
export const LIST_OLDER = `INSERT INTO import_complaint (job_id, complaint_id)
  SELECT job_id, complaint_id FROM (
    SELECT j.id AS job_id, c.id AS complaint_id, j.accepted, count(*) OVER (PARTITION BY j.id) AS found
    FROM import_job j JOIN complaint c ON c.created_by = j.created_by_kind || ':' || j.created_by
      AND c.id BETWEEN ${ID_OF('j.started_at', '0')} AND ${ID_OF('COALESCE(j.finished_at, now())', 'f')}
    WHERE j.started_at IS NOT NULL AND j.accepted > 0
  ) AS candidate WHERE found = accepted`;

/**
 * Which complaints an import took in, so that its result can lead to them. Ids begin with the moment they were made: for an older import
 * those of its maker from its run are taken, and only where they are just as many as it counted.
 */
export const ImportComplaints = defineMigration('20261128T1230-import-complaints', {
  up: [
    // No foreign key to complaint: its check would lock, and so rewrite, every row of the insert-only table once more.
    `CREATE TABLE import_complaint (
       job_id uuid NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
       complaint_id uuid NOT NULL,
       PRIMARY KEY (job_id, complaint_id)
     )`,
    grantAll('import_complaint'),
    revokeChanges('import_complaint'),
    LIST_OLDER,
  ],
  down: [`DROP TABLE import_complaint`],
});
