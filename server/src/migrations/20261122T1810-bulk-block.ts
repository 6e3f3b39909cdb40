import { defineMigration, grantAll } from '../platform/database/migration.js';

/** The blocks of a bulk that carries a key, each written with its rows, until the bulk has come to its end. */
export const BulkBlock = defineMigration('20261122T1810-bulk-block', {
  up: [
    `CREATE TABLE bulk_block (
       principal text NOT NULL,
       route text NOT NULL,
       key text NOT NULL,
       index integer NOT NULL,
       sha256 bytea NOT NULL,
       tally jsonb,
       created_at timestamptz NOT NULL,
       PRIMARY KEY (principal, route, key, index)
     )`,
    `CREATE INDEX bulk_block_created_at_idx ON bulk_block (created_at)`,
    // Whose file it is decides whose complaints may come out of it, long after its upload.
    `ALTER TABLE import_job ADD COLUMN brands text[]`,
    grantAll('bulk_block'),
  ],
  down: [`ALTER TABLE import_job DROP COLUMN brands`, `DROP TABLE bulk_block`],
});
