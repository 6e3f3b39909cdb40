import { defineMigration, grantAll } from '../platform/database/migration.js';

export const Identity = defineMigration('20261122T1000-identity', {
  up: [
    `CREATE TABLE account (
       id uuid PRIMARY KEY,
       email text NOT NULL CHECK (email = lower(email)),
       name text NOT NULL,
       password_hash text NOT NULL,
       roles text[] NOT NULL CHECK (cardinality(roles) > 0),
       brands text[],
       disabled_at timestamptz,
       totp_secret bytea,
       totp_confirmed_at timestamptz,
       totp_last_step bigint NOT NULL DEFAULT 0,
       created_at timestamptz NOT NULL,
       last_sign_in_at timestamptz,
       CONSTRAINT account_email_key UNIQUE (email)
     )`,
    `CREATE TABLE recovery_code (
       account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
       code_hash bytea NOT NULL,
       PRIMARY KEY (account_id, code_hash)
     )`,
    `CREATE TABLE account_session (
       id uuid PRIMARY KEY,
       account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
       token_hash bytea NOT NULL,
       created_at timestamptz NOT NULL,
       last_seen_at timestamptz NOT NULL,
       expires_at timestamptz NOT NULL,
       ip text NOT NULL,
       user_agent text NOT NULL,
       CONSTRAINT account_session_token_hash_key UNIQUE (token_hash)
     )`,
    `CREATE INDEX account_session_account_id_idx ON account_session (account_id)`,
    `CREATE TABLE api_key (
       id uuid PRIMARY KEY,
       name text NOT NULL,
       prefix text NOT NULL,
       key_hash bytea NOT NULL,
       scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
       created_at timestamptz NOT NULL,
       created_by uuid NOT NULL REFERENCES account,
       last_used_at timestamptz,
       revoked_at timestamptz,
       CONSTRAINT api_key_key_hash_key UNIQUE (key_hash)
     )`,
    // A digest of account and address, so that the table does not list who was attacked from where.
    `CREATE TABLE sign_in_attempt (
       digest bytea PRIMARY KEY,
       attempts int NOT NULL,
       since timestamptz NOT NULL,
       locked_until timestamptz
     )`,
    grantAll('account', 'recovery_code', 'account_session', 'api_key', 'sign_in_attempt'),
  ],
  down: [
    `DROP TABLE sign_in_attempt`,
    `DROP TABLE api_key`,
    `DROP TABLE account_session`,
    `DROP TABLE recovery_code`,
    `DROP TABLE account`,
  ],
});
