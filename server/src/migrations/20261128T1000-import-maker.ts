import { defineMigration } from '../platform/database/migration.js';

/** Whether a person or an API key made an import, so that its complaints name their maker rightly. */
export const ImportMaker = defineMigration('20261128T1000-import-maker', {
  up: [
    // The release before, which may still be running, names none; of its imports nearly all are made by people.
    `ALTER TABLE import_job ADD COLUMN created_by_kind text NOT NULL DEFAULT 'user' CHECK (created_by_kind IN ('user', 'key'))`,
    `UPDATE import_job SET created_by_kind = 'key' WHERE created_by IN (SELECT id FROM api_key)`,
  ],
  down: [`ALTER TABLE import_job DROP COLUMN created_by_kind`],
});
