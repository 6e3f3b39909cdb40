import { type IncidentId, newId } from '@tocsin/shared/kernel';
import { type NewEvent, type StreamId, incidentStream, legalStream } from '@tocsin/shared/live';
import { ENGINE } from '../src/live/index.js';
import { asOwner, type TestDatabase } from './database.js';
import type { LiveHouse } from './live-house.js';

export const note = (text: string): NewEvent => ({
  type: 'note.added',
  payload: { note: { id: newId(), text, occurredAt: '2026-11-22T02:00:00.000Z', key: false } },
});

/** A row and no more: a room is refused for an incident that does not exist, and live cares for nothing else about it. */
export async function anIncident({ database }: { database: TestDatabase }): Promise<{ room: StreamId; legal: StreamId }> {
  const id = newId<IncidentId>();
  const severity = { level: 'S4', computed: 'S4', points: 0, reasons: [], override: null };
  const cause = { rule: 'person', value: 1, threshold: 1, windowMinutes: null, at: '2026-11-22T02:00:00.000Z' };
  await asOwner(
    database,
    `INSERT INTO incident (id, no, title, scenario, state, severity, cause, detected_at) VALUES ($1::uuid, $1::uuid::text, 'x', 'other', 'detected', $2, $3, now())`,
    [id, JSON.stringify(severity), JSON.stringify(cause)],
  );
  return { room: incidentStream(id), legal: legalStream(id) };
}

/** One transaction, one event, in as many streams as named. */
export const append = (house: LiveHouse, streams: StreamId[], event: NewEvent): Promise<void> =>
  house.db.transaction((tx) => house.eventLog.append(tx, ENGINE, streams, event));
