import { defineMigration, grantAll } from '../platform/database/migration.js';

/** The alarm of an incident, and what each person has looked at and acknowledged. */
export const Attention = defineMigration('20261128T0200-attention', {
  up: [
    `ALTER TABLE incident ADD COLUMN alarm jsonb`,
    // Incidents that stand already alarm nobody anew: their alarm is as old as they are.
    `UPDATE incident i SET alarm = jsonb_build_object(
         'kind', CASE WHEN i.severity ->> 'level' = 'S1' THEN 'severity' ELSE 'safety' END,
         'at', to_char(i.detected_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       WHERE i.severity ->> 'level' = 'S1' OR EXISTS (SELECT FROM complaint_group g
         WHERE g.incident_id = i.id AND g.merged_into IS NULL AND coalesce((g.tally ->> 'safety')::numeric, 0) > 0)`,
    `CREATE TABLE incident_attention (
       user_id uuid NOT NULL,
       incident_id uuid NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
       seen_seq bigint,
       seen_at timestamptz,
       visit_seq bigint,
       visit_at timestamptz,
       acknowledged_at timestamptz,
       PRIMARY KEY (user_id, incident_id)
     )`,
    `CREATE INDEX incident_attention_incident_id_idx ON incident_attention (incident_id)`,
    // From when on marks are kept for people who were here before them; everybody else's begin with their account.
    `CREATE TABLE attention_start (user_id uuid PRIMARY KEY, at timestamptz NOT NULL)`,
    `INSERT INTO attention_start (user_id, at) SELECT id, now() FROM account`,
    grantAll('incident_attention', 'attention_start'),
  ],
  down: [`DROP TABLE attention_start`, `DROP TABLE incident_attention`, `ALTER TABLE incident DROP COLUMN alarm`],
});
