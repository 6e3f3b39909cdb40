import { defineMigration, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** What complainants say after they have filed: further information, that they withdraw, how they rate the outcome. Sealed as the payload is. */
export const ComplaintMessage = defineMigration('20261122T1820-complaint-message', {
  up: [
    `CREATE TABLE complaint_message (
       id uuid PRIMARY KEY,
       complaint_id uuid NOT NULL,
       at timestamptz NOT NULL,
       kind text NOT NULL CHECK (kind IN ('addition', 'withdrawal', 'rating')),
       words bytea,
       score smallint CHECK (score BETWEEN 1 AND 5),
       CHECK ((kind = 'rating') = (score IS NOT NULL))
     )`,
    `CREATE INDEX complaint_message_complaint_id_idx ON complaint_message (complaint_id, at)`,
    insertOnlyTrigger('complaint_message'),
    grantAppend('complaint_message'),
  ],
  down: [`DROP TABLE complaint_message`],
});
