import { type IncidentId, newId } from '@tocsin/shared/kernel';
import { type NewEvent, type StreamId, incidentStream, legalStream } from '@tocsin/shared/live';
import { ENGINE } from '../src/live/index.js';
import type { LiveHouse } from './live-house.js';

export const note = (text: string): NewEvent => ({
  type: 'note.added',
  payload: { note: { id: newId(), text, occurredAt: '2026-11-22T02:00:00.000Z', key: false } },
});

export function anIncident(): { room: StreamId; legal: StreamId } {
  const id = newId<IncidentId>();
  return { room: incidentStream(id), legal: legalStream(id) };
}

/** One transaction, one event, in as many streams as named. */
export const append = (house: LiveHouse, streams: StreamId[], event: NewEvent): Promise<void> =>
  house.db.transaction((tx) => house.eventLog.append(tx, ENGINE, streams, event));
