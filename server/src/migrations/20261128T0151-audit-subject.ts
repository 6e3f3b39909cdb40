import { defineMigration } from '../platform/database/migration.js';

/** What the record says of one complaint is read whenever it is opened. */
export const AuditSubject = defineMigration('20261128T0151-audit-subject', {
  up: [`CREATE INDEX audit_entry_subject_idx ON audit_entry (subject_type, subject_id, at) WHERE subject_id IS NOT NULL`],
  down: [`DROP INDEX audit_entry_subject_idx`],
});
