import { defineMigration, grantAll, grantDelete, grantUpdateOf, revokeChanges } from '../platform/database/migration.js';

const CONTENT = 'id, name, media_type, size, sha256, added_at, added_by';

/**
 * What a complaint came with may stand in court. An upload that waits for its form can be claimed or dropped, nothing else; once a
 * complaint has it the row stays as it is. The triggers hold for the owner too.
 */
export const ClaimedAttachments = defineMigration('20261128T1210-claimed-attachments', {
  up: [
    `CREATE TRIGGER attachment_claimed BEFORE UPDATE OR DELETE ON attachment
       FOR EACH ROW WHEN (OLD.complaint_id IS NOT NULL) EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER attachment_content BEFORE UPDATE OF ${CONTENT} ON attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER attachment_whole BEFORE TRUNCATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    revokeChanges('attachment'),
    grantUpdateOf('attachment', ['complaint_id', 'held_from']),
    grantDelete('attachment'),
  ],
  down: [
    grantAll('attachment'),
    ...['attachment_whole', 'attachment_content', 'attachment_claimed'].map((trigger) => `DROP TRIGGER ${trigger} ON attachment`),
  ],
});
