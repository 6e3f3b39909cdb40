import { defineMigration, grantAll, grantAppend, insertOnlyTrigger } from '../platform/database/migration.js';

/** The dictionary of objects that people keep, every version of it, and what they said single complaints are about. */
export const Dictionary = defineMigration('20261122T1130-dictionary', {
  up: [
    `CREATE TABLE object_dictionary (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       version integer NOT NULL,
       in_force integer NOT NULL
     )`,
    `INSERT INTO object_dictionary (version, in_force) VALUES (0, 0)`,
    `CREATE TABLE object_entry (
       id uuid PRIMARY KEY,
       kind text NOT NULL,
       name text NOT NULL,
       aliases text[] NOT NULL,
       spellings text[] NOT NULL,
       retired boolean NOT NULL,
       version integer NOT NULL,
       updated_at timestamptz NOT NULL,
       updated_by text NOT NULL
     )`,
    `CREATE INDEX object_entry_spellings_idx ON object_entry USING gin (spellings) WHERE NOT retired`,
    `CREATE INDEX object_entry_name_idx ON object_entry (kind, name, id)`,
    // What the engine read with at any time must be found again, or a replay would decide otherwise.
    `CREATE TABLE object_entry_revision (
       entry_id uuid NOT NULL,
       version integer NOT NULL,
       kind text NOT NULL,
       name text NOT NULL,
       aliases text[] NOT NULL,
       retired boolean NOT NULL,
       by_id uuid,
       by_name text NOT NULL,
       at timestamptz NOT NULL,
       PRIMARY KEY (entry_id, version)
     )`,
    insertOnlyTrigger('object_entry_revision'),
    `CREATE TABLE complaint_object (
       complaint_id uuid NOT NULL,
       kind text NOT NULL,
       name text NOT NULL,
       by_name text NOT NULL,
       reason text NOT NULL,
       at timestamptz NOT NULL,
       PRIMARY KEY (complaint_id, kind)
     )`,
    grantAll('object_dictionary', 'object_entry', 'complaint_object'),
    grantAppend('object_entry_revision'),
  ],
  down: ['complaint_object', 'object_entry_revision', 'object_entry', 'object_dictionary'].map((table) => `DROP TABLE ${table}`),
});
