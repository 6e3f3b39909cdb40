import { defineMigration, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/**
 * What a complainant was told when their complaint was set to answered, sealed like their own words, and which of these records were made in
 * error. Steps of the status say what they came from, so that a step can be taken back.
 */
export const ComplaintReply = defineMigration('20261128T0150-complaint-reply', {
  up: [
    `ALTER TABLE complaint_status_change
       ADD COLUMN from_status text, ADD COLUMN version integer, ADD COLUMN batch_id uuid, ADD COLUMN undoes uuid`,
    `CREATE INDEX complaint_status_change_batch_id_idx ON complaint_status_change (batch_id) WHERE batch_id IS NOT NULL`,
    `CREATE TABLE complaint_reply (
       id uuid PRIMARY KEY,
       complaint_id uuid NOT NULL,
       change_id uuid NOT NULL,
       via text NOT NULL,
       said_at timestamptz NOT NULL,
       words bytea NOT NULL,
       recorded_at timestamptz NOT NULL,
       by_id uuid,
       by_name text
     )`,
    `CREATE INDEX complaint_reply_complaint_id_idx ON complaint_reply (complaint_id, recorded_at)`,
    `CREATE INDEX complaint_reply_change_id_idx ON complaint_reply (change_id)`,
    `CREATE TABLE complaint_reply_withdrawal (
       reply_id uuid PRIMARY KEY,
       at timestamptz NOT NULL,
       reason text,
       by_id uuid,
       by_name text,
       FOREIGN KEY (reply_id) REFERENCES complaint_reply (id)
     )`,
    insertOnlyTrigger('complaint_reply'),
    insertOnlyTrigger('complaint_reply_withdrawal'),
    grantAppend('complaint_reply', 'complaint_reply_withdrawal'),
  ],
  down: [
    `DROP TABLE complaint_reply_withdrawal, complaint_reply`,
    `ALTER TABLE complaint_status_change DROP COLUMN undoes, DROP COLUMN batch_id, DROP COLUMN version, DROP COLUMN from_status`,
  ],
});
