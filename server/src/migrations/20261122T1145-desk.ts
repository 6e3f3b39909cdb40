import { defineMigration, grantAll } from '../platform/database/migration.js';

export const Desk = defineMigration('20261122T1145-desk', {
  up: [
    `CREATE TABLE account_desk (
       account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
       desk jsonb NOT NULL,
       at timestamptz NOT NULL DEFAULT now())`,
    grantAll('account_desk'),
  ],
  down: [`DROP TABLE account_desk`],
});
