import { defineMigration, grantAll } from '../platform/database/migration.js';

/** Complaints that a stage of the pipeline could not take, with the error, so that the ones behind them go on. */
export const SetAside = defineMigration('20261128T0110-set-aside', {
  up: [
    `CREATE TABLE clustering_set_aside (
       id uuid PRIMARY KEY,
       complaint_id uuid NOT NULL REFERENCES complaint (id) ON DELETE CASCADE,
       stage text NOT NULL CHECK (stage IN ('reading', 'grouping', 'writing', 'detection', 'reclustering')),
       -- failing: it failed, and is tried again by itself until the limit of attempts is reached
       state text NOT NULL CHECK (state IN ('failing', 'waiting', 'retrying', 'resolved')),
       error_class text NOT NULL,
       error_message text NOT NULL,
       attempts integer NOT NULL,
       failed_at timestamptz NOT NULL,
       set_aside_at timestamptz,
       resolved_at timestamptz
     )`,
    `CREATE UNIQUE INDEX clustering_set_aside_open_idx ON clustering_set_aside (complaint_id, stage) WHERE state <> 'resolved'`,
    `CREATE INDEX clustering_set_aside_set_aside_at_idx ON clustering_set_aside (set_aside_at DESC, id DESC)`,
    grantAll('clustering_set_aside'),
  ],
  down: [`DROP TABLE clustering_set_aside`],
});
