import { defineMigration } from '../platform/database/migration.js';

/** Ways out of declared incidents that a person took into a preview, so that comparing again keeps them. */
export const ReclusterIncluded = defineMigration('20261128T0201-recluster-included', {
  up: [`ALTER TABLE recluster_run ADD COLUMN included text[] NOT NULL DEFAULT '{}'`],
  down: [`ALTER TABLE recluster_run DROP COLUMN included`],
});
