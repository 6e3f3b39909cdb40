import { defineMigration } from '../platform/database/migration.js';

/** A suspected incident that the engine folded into another keeps its number, and the number leads to the one that survived. */
export const FoldedIncidents = defineMigration('20261122T1250-folded-incidents', {
  up: [
    `ALTER TABLE incident ADD COLUMN folded_into uuid REFERENCES incident`,
    `CREATE INDEX incident_folded_into_idx ON incident (folded_into) WHERE folded_into IS NOT NULL`,
    // Until now only the log told of it: the last move of a folded incident names the other one.
    `WITH RECURSIVE step AS (
       SELECT f.id, i.id AS target FROM incident f
       JOIN LATERAL (SELECT payload ->> 'reason' AS reason FROM stream_event
         WHERE stream_id = 'incident:' || f.id AND type = 'incident.moved' ORDER BY seq DESC LIMIT 1) e ON e.reason LIKE '→ %'
       JOIN incident i ON i.no = substr(e.reason, 3)
       WHERE f.state = 'dismissed' AND f.dismissed_at_size = 0
     ), chain AS (
       SELECT id, target, 1 AS depth FROM step
       UNION ALL SELECT c.id, s.target, c.depth + 1 FROM chain c JOIN step s ON s.id = c.target WHERE c.depth < 50
     ), survivor AS (SELECT DISTINCT ON (id) id, target FROM chain ORDER BY id, depth DESC)
     UPDATE incident f SET folded_into = s.target FROM survivor s WHERE f.id = s.id`,
  ],
  down: [`ALTER TABLE incident DROP COLUMN folded_into`],
});
