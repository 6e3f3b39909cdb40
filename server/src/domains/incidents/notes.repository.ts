import { Injectable } from '@nestjs/common';
import type { IncidentNote } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/db.js';

@Injectable()
export class NotesRepository {
  async insert(tx: Tx, incident: IncidentId, note: z.infer<typeof IncidentNote>, actorId: string | null, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO incident_note (id, incident_id, text, occurred_at, key, actor_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [note.id, incident, note.text, note.occurredAt, note.key, actorId, at],
    );
  }
}
