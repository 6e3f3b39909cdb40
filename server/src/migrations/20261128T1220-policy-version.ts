import { defineMigration } from '../platform/database/migration.js';

/** So that nobody overwrites a detection policy that they have not seen. */
export const PolicyVersion = defineMigration('20261128T1220-policy-version', {
  up: [`ALTER TABLE detection_policy ADD COLUMN version integer NOT NULL DEFAULT 1`],
  down: [`ALTER TABLE detection_policy DROP COLUMN version`],
});
