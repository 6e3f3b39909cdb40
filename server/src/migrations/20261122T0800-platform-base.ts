import { defineMigration, grantAll, grantRead } from '../platform/database/migration.js';

/** Extensions, the application's role, the lock on insert-only tables, and what keeps a repeated request harmless. */
export const PlatformBase = defineMigration('20261122T0800-platform-base', {
  up: [
    `CREATE EXTENSION IF NOT EXISTS pg_trgm`,
    // Roles belong to the whole server: another database may have made it, or we may not be allowed to.
    `DO $do$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tocsin_app') THEN CREATE ROLE tocsin_app NOLOGIN; END IF;
       IF NOT pg_has_role(current_user, 'tocsin_app', 'MEMBER') THEN GRANT tocsin_app TO CURRENT_USER; END IF;
     EXCEPTION WHEN insufficient_privilege THEN RAISE WARNING 'role tocsin_app could not be set up: %', SQLERRM;
               WHEN duplicate_object OR unique_violation THEN NULL; END $do$`,
    `DO $do$ BEGIN
       IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tocsin_app') THEN GRANT USAGE ON SCHEMA public TO tocsin_app; END IF;
     END $do$`,
    `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $fn$
     BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $fn$`,
    `CREATE TABLE installation (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       id uuid NOT NULL DEFAULT gen_random_uuid(),
       epoch bigint NOT NULL DEFAULT 1,
       secret_check text,
       created_at timestamptz NOT NULL DEFAULT now()
     )`,
    `INSERT INTO installation DEFAULT VALUES`,
    `CREATE TABLE idempotency_key (
       principal text NOT NULL,
       route text NOT NULL,
       key text NOT NULL,
       body_sha256 bytea NOT NULL,
       status smallint,
       response jsonb,
       created_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (principal, route, key)
     )`,
    `CREATE INDEX idempotency_key_created_at_idx ON idempotency_key (created_at)`,
    grantRead('installation'),
    grantAll('idempotency_key'),
  ],
  down: [`DROP TABLE idempotency_key`, `DROP TABLE installation`, `DROP FUNCTION refuse_change()`, `DROP EXTENSION pg_trgm`],
});
