import { defineMigration, grantAll, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** The event log that every screen follows, and who is in which room. */
export const Live = defineMigration('20261122T1020-live', {
  up: [
    `CREATE TABLE stream (id text PRIMARY KEY, last_seq bigint NOT NULL DEFAULT 0)`,
    `CREATE TABLE stream_event (
       stream_id text NOT NULL REFERENCES stream (id),
       seq bigint NOT NULL,
       type text NOT NULL,
       payload jsonb NOT NULL,
       actor_id uuid,
       actor_name text,
       at timestamptz NOT NULL,
       PRIMARY KEY (stream_id, seq)
     )`,
    insertOnlyTrigger('stream_event'),
    // Forgotten by a crash on purpose: whoever is still there says so again within seconds.
    `CREATE UNLOGGED TABLE presence (
       stream_id text NOT NULL,
       socket_id text NOT NULL,
       node_id uuid NOT NULL,
       user_id uuid NOT NULL,
       user_name text NOT NULL,
       tab text,
       expires_at timestamptz NOT NULL,
       PRIMARY KEY (stream_id, socket_id)
     )`,
    `CREATE INDEX presence_node_id_idx ON presence (node_id)`,
    grantAll('stream', 'presence'),
    grantAppend('stream_event'),
  ],
  down: [`DROP TABLE presence`, `DROP TABLE stream_event`, `DROP TABLE stream`],
});
