import { defineMigration } from '../platform/database/migration.js';

/** Which API key made a wall link: the link does not outlive it. */
export const WallLinkKey = defineMigration('20261128T1200-wall-link-key', {
  up: [
    `ALTER TABLE wall_link ADD COLUMN key_id uuid REFERENCES api_key (id)`,
    // Until now only the audit log knew it: of a link that was made, and of one that took the place of another.
    `UPDATE wall_link w SET key_id = k.id FROM audit_entry e JOIN api_key k ON k.id::text = e.actor_id
     WHERE e.stream = 'main' AND e.actor_kind = 'key'
       AND (e.action = 'wall.created' AND e.subject_id = w.id::text OR e.action = 'wall.replaced' AND e.detail ->> 'into' = w.id::text)`,
    `CREATE INDEX wall_link_key_id_idx ON wall_link (key_id) WHERE key_id IS NOT NULL`,
  ],
  down: [`ALTER TABLE wall_link DROP COLUMN key_id`],
});
