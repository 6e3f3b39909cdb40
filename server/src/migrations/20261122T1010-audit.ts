import { defineMigration, grantAll, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** What was done, by whom: each entry carries the hash of the one before it. `audit_head` is the lock that makes commit order = seq order. */
export const Audit = defineMigration('20261122T1010-audit', {
  up: [
    `CREATE TABLE audit_head (
       stream text PRIMARY KEY,
       seq bigint NOT NULL,
       hash bytea NOT NULL
     )`,
    `CREATE TABLE audit_entry (
       stream text NOT NULL REFERENCES audit_head,
       seq bigint NOT NULL CHECK (seq > 0),
       at timestamptz NOT NULL,
       actor_kind text NOT NULL,
       actor_id text,
       actor_name text NOT NULL,
       action text NOT NULL,
       subject_type text,
       subject_id text,
       detail jsonb NOT NULL,
       request_id text,
       prev_hash bytea NOT NULL,
       hash bytea NOT NULL,
       PRIMARY KEY (stream, seq)
     )`,
    `CREATE INDEX audit_entry_action_idx ON audit_entry (stream, action, seq)`,
    `CREATE INDEX audit_entry_actor_idx ON audit_entry (stream, actor_id, seq)`,
    `INSERT INTO audit_head (stream, seq, hash) VALUES ('main', 0, sha256('tocsin audit main'))`,
    insertOnlyTrigger('audit_entry'),
    grantAppend('audit_entry'),
    grantAll('audit_head'),
  ],
  down: [`DROP TABLE audit_entry`, `DROP TABLE audit_head`],
});
