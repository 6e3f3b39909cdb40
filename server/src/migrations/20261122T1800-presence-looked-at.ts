import { defineMigration } from '../platform/database/migration.js';

/** The refresh gives all of a node's rows one end of life, so that end cannot tell which window was used last. */
export const PresenceLookedAt = defineMigration('20261122T1800-presence-looked-at', {
  up: [`ALTER TABLE presence ADD COLUMN looked_at timestamptz NOT NULL DEFAULT now()`],
  down: [`ALTER TABLE presence DROP COLUMN looked_at`],
});
