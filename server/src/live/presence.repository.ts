import { Injectable } from '@nestjs/common';
import type { UserId } from '@tocsin/shared/kernel';
import type { StreamId } from '@tocsin/shared/live';
import { Db } from '../platform/database/db.js';

export const PRESENCE_CHANNEL = 'presence';

export interface Present {
  stream: StreamId;
  socketId: string;
  nodeId: string;
  userId: UserId;
  name: string;
  tab: string | null;
}

export interface PresentRow {
  stream_id: StreamId;
  user_id: UserId;
  user_name: string;
  tab: string | null;
}

/** Time is the database's here: nodes must agree on who has expired, and their clocks may not. */
@Injectable()
export class PresenceRepository {
  constructor(private readonly db: Db) {}

  async set(who: Present, ttlSeconds: number): Promise<void> {
    await this.db.query(
      `WITH put AS (
         INSERT INTO presence (stream_id, socket_id, node_id, user_id, user_name, tab, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
         ON CONFLICT (stream_id, socket_id) DO UPDATE SET tab = excluded.tab, looked_at = now(), expires_at = excluded.expires_at
         RETURNING stream_id
       ) SELECT pg_notify('${PRESENCE_CHANNEL}', stream_id) FROM put`,
      [who.stream, who.socketId, who.nodeId, who.userId, who.name, who.tab, ttlSeconds],
    );
  }

  async remove(stream: StreamId, socketId: string): Promise<void> {
    await this.db.query(
      `WITH gone AS (DELETE FROM presence WHERE stream_id = $1 AND socket_id = $2 RETURNING stream_id)
       SELECT pg_notify('${PRESENCE_CHANNEL}', stream_id) FROM gone`,
      [stream, socketId],
    );
  }

  async removeNode(nodeId: string): Promise<void> {
    await this.db.query(
      `WITH gone AS (DELETE FROM presence WHERE node_id = $1 RETURNING stream_id)
       SELECT pg_notify('${PRESENCE_CHANNEL}', stream_id) FROM gone GROUP BY stream_id`,
      [nodeId],
    );
  }

  /** Keeps this node's people present, and buries those whose node died without a word. */
  async refresh(nodeId: string, ttlSeconds: number): Promise<void> {
    await this.db.query(`UPDATE presence SET expires_at = now() + make_interval(secs => $2) WHERE node_id = $1`, [nodeId, ttlSeconds]);
    await this.db.query(
      `WITH gone AS (DELETE FROM presence WHERE expires_at < now() RETURNING stream_id)
       SELECT pg_notify('${PRESENCE_CHANNEL}', stream_id) FROM gone GROUP BY stream_id`,
    );
  }

  /** One line a person, however many windows they have open; the window used last names the tab. */
  present(streams: readonly StreamId[]): Promise<PresentRow[]> {
    return this.db.query<PresentRow>(
      `SELECT DISTINCT ON (stream_id, user_id) stream_id, user_id, user_name, tab FROM presence
       WHERE stream_id = ANY ($1) AND expires_at > now() ORDER BY stream_id, user_id, looked_at DESC, socket_id`,
      [streams],
    );
  }
}
