import { defineMigration, grantAll, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** Incidents, their notes, the detection policy and the links of walls. */
export const Incidents = defineMigration('20261122T1050-incidents', {
  up: [
    `CREATE TABLE incident_counter (year integer PRIMARY KEY, last integer NOT NULL)`,
    `CREATE TABLE incident (
       id uuid PRIMARY KEY,
       no text NOT NULL UNIQUE,
       title text NOT NULL,
       scenario text NOT NULL,
       brand text,
       state text NOT NULL,
       severity jsonb NOT NULL,
       cause jsonb NOT NULL,
       detected_at timestamptz NOT NULL,
       declared_at timestamptz,
       closed_at timestamptz,
       commander_id uuid,
       commander_name text,
       version integer NOT NULL DEFAULT 1,
       velocity_level text NOT NULL DEFAULT 'normal',
       milestone integer NOT NULL DEFAULT 0,
       peak integer NOT NULL DEFAULT 0,
       provinces integer NOT NULL DEFAULT 0,
       calm_since timestamptz,
       dismissed_at_size integer
     )`,
    `CREATE INDEX incident_state_idx ON incident (state, detected_at DESC)`,
    `CREATE INDEX incident_detected_at_idx ON incident (detected_at DESC, id DESC)`,
    `CREATE INDEX incident_title_idx ON incident USING gin (title gin_trgm_ops)`,
    `CREATE TABLE incident_note (
       id uuid PRIMARY KEY,
       incident_id uuid NOT NULL REFERENCES incident (id),
       text text NOT NULL,
       occurred_at timestamptz NOT NULL,
       key boolean NOT NULL,
       actor_id uuid,
       at timestamptz NOT NULL
     )`,
    `CREATE INDEX incident_note_incident_id_idx ON incident_note (incident_id, occurred_at)`,
    insertOnlyTrigger('incident_note'),
    `CREATE TABLE detection_policy (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       body jsonb NOT NULL,
       at timestamptz NOT NULL
     )`,
    `CREATE TABLE wall_link (
       id uuid PRIMARY KEY,
       name text NOT NULL,
       token_hash bytea NOT NULL UNIQUE,
       created_at timestamptz NOT NULL,
       created_by uuid,
       expires_at timestamptz,
       last_seen_at timestamptz,
       revoked_at timestamptz
     )`,
    // Nearly all of a fresh incident is unanswered, so it is the answered that are counted.
    `CREATE INDEX complaint_case_answered_idx ON complaint_case (group_id, received_at) WHERE status NOT IN ('received', 'in_progress')`,
    `ALTER TABLE complaint_group ADD CONSTRAINT complaint_group_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id)`,
    grantAll('incident_counter', 'incident', 'detection_policy', 'wall_link'),
    grantAppend('incident_note'),
  ],
  down: [
    `DROP INDEX complaint_case_answered_idx`,
    `ALTER TABLE complaint_group DROP CONSTRAINT complaint_group_incident_id_fkey`,
    ...['wall_link', 'detection_policy', 'incident_note', 'incident', 'incident_counter'].map((table) => `DROP TABLE ${table}`),
  ],
});
