import { defineMigration } from '../platform/database/migration.js';

/** The queue library lays out and owns its own schema; the application role may otherwise create nothing. */
export const Jobs = defineMigration('20261122T0930-jobs', {
  up: [
    `DO $do$ BEGIN
       IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tocsin_app' AND pg_has_role(current_user, oid, 'MEMBER')) THEN CREATE SCHEMA pgboss AUTHORIZATION tocsin_app;
       ELSE CREATE SCHEMA pgboss; END IF;
     END $do$`,
  ],
  down: [`DROP SCHEMA pgboss CASCADE`],
});
