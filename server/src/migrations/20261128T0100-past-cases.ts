import { defineMigration } from '../platform/database/migration.js';

/** Past cases: what their sender said, when they count, and how many of a minute's posts they are. */
export const PastCases = defineMigration('20261128T0100-past-cases', {
  up: [
    `ALTER TABLE complaint ADD COLUMN history boolean NOT NULL DEFAULT false`,
    // Null for all that count when they were received: nothing kept about earlier complaints changes.
    `ALTER TABLE complaint_case ADD COLUMN counted_at timestamptz`,
    `CREATE INDEX complaint_case_counted_at_idx ON complaint_case (counted_at) WHERE counted_at IS NOT NULL`,
    `ALTER TABLE group_minute ADD COLUMN past integer NOT NULL DEFAULT 0`,
  ],
  down: [
    `ALTER TABLE group_minute DROP COLUMN past`,
    `DROP INDEX complaint_case_counted_at_idx`,
    `ALTER TABLE complaint_case DROP COLUMN counted_at`,
    `ALTER TABLE complaint DROP COLUMN history`,
  ],
});
