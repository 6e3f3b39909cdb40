import { defineMigration, grantAll } from '../platform/database/migration.js';

/** Groups, who stands in them, the numbers kept up to date with them, and what lets one consumer go on where another stopped. */
export const Clustering = defineMigration('20261122T1040-clustering', {
  up: [
    `CREATE TABLE lease (
       name text PRIMARY KEY,
       holder text NOT NULL,
       token bigint NOT NULL,
       expires_at timestamptz NOT NULL
     )`,
    `CREATE TABLE cluster_checkpoint (
       shard text PRIMARY KEY,
       seq bigint NOT NULL,
       docs bigint NOT NULL DEFAULT 0,
       engine_version text NOT NULL,
       at timestamptz NOT NULL
     )`,
    // Every call that changed the engine other than an arrival, with its place among the arrivals: the second half of a replay.
    `CREATE TABLE engine_journal (
       no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       shard text NOT NULL,
       after_seq bigint NOT NULL,
       call text NOT NULL,
       args jsonb NOT NULL
     )`,
    `CREATE TABLE engine_snapshot (
       shard text NOT NULL,
       seq bigint NOT NULL,
       journal_no bigint NOT NULL,
       sha256 text NOT NULL,
       bytes bigint NOT NULL,
       engine_version text NOT NULL,
       at timestamptz NOT NULL,
       PRIMARY KEY (shard, seq, journal_no)
     )`,
    `CREATE TABLE complaint_group (
       id uuid PRIMARY KEY,
       engine_id text NOT NULL,
       title text NOT NULL,
       object text,
       terms jsonb NOT NULL DEFAULT '[]',
       words text[] NOT NULL DEFAULT '{}',
       posts integer NOT NULL DEFAULT 0,
       complaints integer NOT NULL DEFAULT 0,
       complainants integer NOT NULL DEFAULT 0,
       repeaters integer NOT NULL DEFAULT 0,
       first_at timestamptz NOT NULL,
       last_at timestamptz NOT NULL,
       incident_id uuid,
       locked boolean NOT NULL DEFAULT false,
       named boolean NOT NULL DEFAULT false,
       merged_into uuid REFERENCES complaint_group (id),
       campaign boolean NOT NULL DEFAULT false,
       tally jsonb NOT NULL DEFAULT '{}',
       algorithm text NOT NULL,
       version integer NOT NULL DEFAULT 1
     )`,
    `CREATE INDEX complaint_group_last_at_idx ON complaint_group (last_at DESC, id DESC) WHERE merged_into IS NULL AND posts > 0`,
    `CREATE INDEX complaint_group_incident_id_idx ON complaint_group (incident_id) WHERE incident_id IS NOT NULL`,
    `CREATE INDEX complaint_group_merged_into_idx ON complaint_group (merged_into) WHERE merged_into IS NOT NULL`,
    `CREATE INDEX complaint_group_words_idx ON complaint_group USING gin (words) WHERE posts > 1`,
    `CREATE INDEX complaint_group_engine_id_idx ON complaint_group (engine_id) WHERE engine_id <> id::text`,
    `CREATE TABLE group_person (
       group_id uuid NOT NULL,
       person bytea NOT NULL,
       posts integer NOT NULL,
       PRIMARY KEY (group_id, person)
     )`,
    `CREATE TABLE group_minute (
       group_id uuid NOT NULL,
       minute integer NOT NULL,
       posts integer NOT NULL,
       complaints integer NOT NULL,
       demands integer[] NOT NULL,
       PRIMARY KEY (group_id, minute)
     )`,
    `CREATE TABLE intake_minute (
       minute integer NOT NULL,
       channel text NOT NULL,
       posts integer NOT NULL,
       PRIMARY KEY (minute, channel)
     )`,
    `CREATE TABLE group_command (
       id uuid PRIMARY KEY,
       kind text NOT NULL,
       body jsonb NOT NULL,
       actor jsonb,
       state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'refused', 'expired')),
       answer jsonb,
       at timestamptz NOT NULL,
       expires_at timestamptz NOT NULL
     )`,
    `CREATE INDEX group_command_at_idx ON group_command (at, id) WHERE state = 'pending'`,
    `CREATE TABLE group_move (
       id uuid PRIMARY KEY,
       no bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
       kind text NOT NULL,
       from_group uuid NOT NULL REFERENCES complaint_group (id),
       into_group uuid REFERENCES complaint_group (id),
       complaints integer NOT NULL,
       reason text NOT NULL,
       engine_reason text,
       actor_id uuid,
       actor_name text,
       at timestamptz NOT NULL,
       from_incident uuid,
       into_incident uuid,
       undone_at timestamptz,
       undone_by uuid,
       undone_by_name text
     )`,
    `CREATE INDEX group_move_from_group_idx ON group_move (from_group, at)`,
    `CREATE INDEX group_move_into_group_idx ON group_move (into_group, at)`,
    `CREATE TABLE group_move_member (
       move_id uuid NOT NULL REFERENCES group_move (id),
       complaint_id uuid NOT NULL,
       PRIMARY KEY (move_id, complaint_id)
     )`,
    `CREATE INDEX group_move_member_complaint_id_idx ON group_move_member (complaint_id)`,
    grantAll(
      ...['lease', 'cluster_checkpoint', 'engine_journal', 'engine_snapshot', 'complaint_group', 'group_person', 'group_minute'],
      ...['intake_minute', 'group_command', 'group_move', 'group_move_member'],
    ),
  ],
  down: [
    ...['group_move_member', 'group_move', 'group_command', 'intake_minute', 'group_minute', 'group_person'],
    ...['complaint_group', 'engine_snapshot', 'engine_journal', 'cluster_checkpoint', 'lease'],
  ].map((table) => `DROP TABLE ${table}`),
});
