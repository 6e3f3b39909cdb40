import { defineMigration, grantRead } from '../platform/database/migration.js';

/** The keys that seal personal data, wrapped under the operator's secret. Filled at the start, which knows the secret; the application only reads. */
export const DataKeys = defineMigration('20261128T0400-data-keys', {
  up: [
    `CREATE TABLE data_key (
       id integer PRIMARY KEY CHECK (id >= 0),
       wrapped bytea NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now()
     )`,
    // Tells a database from before there were keys from one that lost them.
    `ALTER TABLE installation ADD COLUMN has_data_keys boolean NOT NULL DEFAULT false`,
    grantRead('data_key'),
  ],
  down: [`ALTER TABLE installation DROP COLUMN has_data_keys`, `DROP TABLE data_key`],
});
