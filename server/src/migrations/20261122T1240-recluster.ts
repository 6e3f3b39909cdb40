import { defineMigration, grantAll } from '../platform/database/migration.js';

/** Runs that read everything once more, where each complaint would stand, and what would change: kept until a person decides. */
export const Recluster = defineMigration('20261122T1240-recluster', {
  up: [
    `CREATE TABLE recluster_run (
       id uuid PRIMARY KEY,
       state text NOT NULL CHECK (state IN ('waiting', 'reading', 'comparing', 'ready', 'accepted', 'discarded', 'cancelled', 'failed')),
       reason text NOT NULL,
       by_id uuid,
       by_name text NOT NULL,
       started_at timestamptz NOT NULL,
       since timestamptz,
       until timestamptz,
       read integer NOT NULL DEFAULT 0,
       total integer NOT NULL DEFAULT 0,
       algorithm text,
       dictionary integer,
       holder text,
       beat_at timestamptz,
       attempts integer NOT NULL DEFAULT 0,
       compared_at timestamptz,
       move_no bigint,
       summary jsonb,
       fingerprint text,
       decided_by text,
       decided_at timestamptz,
       decided_reason text,
       applied jsonb
     )`,
    // One at a time, also when two people start one in the same moment.
    `CREATE UNIQUE INDEX recluster_run_undecided_idx ON recluster_run ((true)) WHERE state IN ('waiting', 'reading', 'comparing', 'ready')`,
    `CREATE INDEX recluster_run_started_at_idx ON recluster_run (started_at DESC, id DESC)`,
    `CREATE TABLE recluster_place (
       run_id uuid NOT NULL REFERENCES recluster_run (id) ON DELETE CASCADE,
       complaint_id uuid NOT NULL,
       target text NOT NULL,
       why text NOT NULL,
       context boolean NOT NULL,
       PRIMARY KEY (run_id, complaint_id)
     )`,
    `CREATE TABLE recluster_target (
       run_id uuid NOT NULL REFERENCES recluster_run (id) ON DELETE CASCADE,
       target text NOT NULL,
       title text NOT NULL,
       object text,
       terms text[] NOT NULL,
       PRIMARY KEY (run_id, target)
     )`,
    `CREATE TABLE recluster_difference (
       run_id uuid NOT NULL REFERENCES recluster_run (id) ON DELETE CASCADE,
       no integer NOT NULL,
       kind text NOT NULL,
       blocked text,
       from_group uuid NOT NULL,
       into_group uuid,
       target text NOT NULL,
       complaints integer NOT NULL,
       complainants integer NOT NULL DEFAULT 0,
       -- How the groups stood when they were compared: a lock, a merge or an incident since then makes the preview stale.
       guards jsonb NOT NULL,
       shown jsonb NOT NULL,
       PRIMARY KEY (run_id, no)
     )`,
    `CREATE TABLE recluster_member (
       run_id uuid NOT NULL,
       no integer NOT NULL,
       complaint_id uuid NOT NULL,
       PRIMARY KEY (run_id, complaint_id),
       FOREIGN KEY (run_id, no) REFERENCES recluster_difference (run_id, no) ON DELETE CASCADE
     )`,
    `CREATE INDEX recluster_member_no_idx ON recluster_member (run_id, no)`,
    grantAll('recluster_run', 'recluster_place', 'recluster_target', 'recluster_difference', 'recluster_member'),
  ],
  down: ['recluster_member', 'recluster_difference', 'recluster_target', 'recluster_place', 'recluster_run'].map(
    (table) => `DROP TABLE ${table}`,
  ),
});
