import { defineMigration } from '../platform/database/migration.js';

/** The history of one thing is asked for by its id. */
export const AuditByStream = defineMigration('20261128T0210-audit-by-stream', {
  up: [`CREATE INDEX audit_entry_stream_subject_idx ON audit_entry (stream, subject_id, seq)`],
  down: [`DROP INDEX audit_entry_stream_subject_idx`],
});
