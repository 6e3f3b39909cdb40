import { defineMigration, grantAll } from '../platform/database/migration.js';

/** Keys that end, people who are invited, wall links that replace each other, and who has put the first steps away. */
export const Administration = defineMigration('20261128T0600-administration', {
  up: [
    `ALTER TABLE api_key ADD COLUMN expires_at timestamptz`,
    `ALTER TABLE wall_link ADD COLUMN replaced_by uuid REFERENCES wall_link (id)`,
    // Its id becomes that of the account, so that the audit log speaks of one person from the invitation on.
    `CREATE TABLE invitation (
       id uuid PRIMARY KEY,
       token_hash bytea NOT NULL,
       email text NOT NULL CHECK (email = lower(email)),
       roles text[] NOT NULL CHECK (cardinality(roles) > 0),
       brands text[],
       created_at timestamptz NOT NULL,
       created_by uuid NOT NULL REFERENCES account,
       expires_at timestamptz NOT NULL,
       revoked_at timestamptz,
       accepted_at timestamptz,
       CONSTRAINT invitation_token_hash_key UNIQUE (token_hash)
     )`,
    `CREATE UNIQUE INDEX invitation_open_key ON invitation (email) WHERE revoked_at IS NULL AND accepted_at IS NULL`,
    `CREATE TABLE first_steps_dismissal (account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE, at timestamptz NOT NULL)`,
    grantAll('invitation', 'first_steps_dismissal'),
  ],
  down: [
    `DROP TABLE first_steps_dismissal`,
    `DROP TABLE invitation`,
    `ALTER TABLE wall_link DROP COLUMN replaced_by`,
    `ALTER TABLE api_key DROP COLUMN expires_at`,
  ],
});
