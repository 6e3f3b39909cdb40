import { defineMigration, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** Proposals of the engine that people refused: two groups that stay apart, or complaints that stay in their group. */
export const Refusals = defineMigration('20261122T1150-refusals', {
  up: [
    `CREATE TABLE group_refusal (
       id uuid PRIMARY KEY,
       kind text NOT NULL CHECK (kind IN ('merge', 'split')),
       group_id uuid NOT NULL,
       other_id uuid,
       complaints uuid[] NOT NULL,
       reason text NOT NULL,
       by_id uuid,
       by_name text,
       at timestamptz NOT NULL
     )`,
    insertOnlyTrigger('group_refusal'),
    grantAppend('group_refusal'),
  ],
  down: ['DROP TABLE group_refusal'],
});
