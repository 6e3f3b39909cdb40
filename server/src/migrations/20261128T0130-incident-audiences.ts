import { defineMigration } from '../platform/database/migration.js';

const BASE = 1_000_000_000;

/**
 * The record of an incident as readers of its brand alone may hear it, made from what was told so far: without complaints and groups of
 * other brands, and without the numbers of other brands' incidents.
 */
export const IncidentAudiences = defineMigration('20261128T0130-incident-audiences', {
  up: [
    `CREATE TEMPORARY TABLE told_to_brand ON COMMIT DROP AS
     SELECT 'incident:' || i.id || ':brand' AS stream_id, ${String(BASE)} + row_number() OVER (PARTITION BY i.id ORDER BY e.seq) AS seq,
       CASE WHEN e.type LIKE 'group.%' THEN 'incident.regrouped' ELSE e.type END AS type,
       CASE
         WHEN e.type LIKE 'group.%' THEN jsonb_build_object('incident', own.summary)
         WHEN e.type = 'incident.moved' AND e.payload ->> 'reason' LIKE '→ %' AND t.brand IS DISTINCT FROM i.brand
           THEN jsonb_set(e.payload, '{reason}', '"→"')
         ELSE e.payload
       END AS payload,
       e.actor_id, e.actor_name, e.at
     FROM incident i
     JOIN stream_event e ON e.stream_id = 'incident:' || i.id
     LEFT JOIN incident t ON e.type = 'incident.moved' AND t.no = substr(e.payload ->> 'reason', 3)
     LEFT JOIN LATERAL (
       SELECT s AS summary FROM jsonb_array_elements(CASE WHEN e.type LIKE 'group.%' THEN e.payload -> 'incidents' ELSE '[]' END) s
       WHERE s ->> 'id' = i.id::text LIMIT 1
     ) own ON true
     LEFT JOIN complaint c ON e.type LIKE 'complaint.%' AND c.id = (e.payload ->> 'id')::uuid
     WHERE i.brand IS NOT NULL
       AND (e.type LIKE 'incident.%' OR e.type = 'note.added' OR own.summary IS NOT NULL OR c.brand = i.brand)`,
    `INSERT INTO stream (id, last_seq) SELECT stream_id, max(seq) FROM told_to_brand GROUP BY stream_id`,
    `INSERT INTO stream_event (stream_id, seq, type, payload, actor_id, actor_name, at)
     SELECT stream_id, seq, type, payload, actor_id, actor_name, at FROM told_to_brand`,
  ],
  down: [
    `ALTER TABLE stream_event DISABLE TRIGGER stream_event_insert_only`,
    `DELETE FROM stream_event WHERE stream_id LIKE 'incident:%:brand'`,
    `ALTER TABLE stream_event ENABLE TRIGGER stream_event_insert_only`,
    `DELETE FROM stream WHERE id LIKE 'incident:%:brand'`,
  ],
});
