import { defineMigration } from '../platform/database/migration.js';

/** What a new reading found each complaint to be about, so that an accepted preview can tell the engine. */
export const ReclusterObjects = defineMigration('20261122T1830-recluster-objects', {
  up: [`ALTER TABLE recluster_place ADD COLUMN objects jsonb`],
  down: [`ALTER TABLE recluster_place DROP COLUMN objects`],
});
