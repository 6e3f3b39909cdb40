import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { IncidentId, UserId } from '@tocsin/shared/kernel';
import { CATCH_UP_LIMIT, type CatchUp, type LiveEvent, type NewEvent, type StreamId } from '@tocsin/shared/live';
import { Db, type Tx } from '../platform/database/db.js';
import { Clock } from '../platform/clock/clock.js';
import { toJson } from '../platform/database/json.js';
import { BRAND_SEQ_BASE, type BrandEvent, brandStream, isBrandStream, isForBrand } from './audiences.js';

/** Who caused it. A machine and the engine have no user; their name still tells who it was. */
export interface Actor {
  readonly id: UserId | null;
  readonly name?: string | null;
}
export const ENGINE: Actor = { id: null, name: null };
export const actorOf = (who: Principal): Actor => (who.kind === 'user' ? { id: who.id, name: who.name } : { id: null, name: who.name });

export interface Position {
  readonly stream: StreamId;
  readonly afterSeq: number;
}

/** Notifications carry names of streams and nothing else; PostgreSQL refuses payloads of 8,000 bytes. */
const PAYLOAD_MAX = 7_000;
export const LIVE_CHANNEL = 'live';
export const ALL_STREAMS = '';

interface EventRow {
  stream_id: StreamId;
  seq: string;
  type: LiveEvent['type'];
  payload: unknown;
  actor_id: UserId | null;
  actor_name: string | null;
  at: Date;
}

const COLUMNS = 'e.stream_id, e.seq, e.type, e.payload, e.actor_id, e.actor_name, e.at';

/** The record of what happened, per stream. Rows are written in the transaction of the change itself, and never altered. */
@Injectable()
export class EventLog {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** `epoch` of this database: another one means another history. */
  async epoch(): Promise<number> {
    const [installation] = await this.db.query<{ epoch: string }>(`SELECT epoch FROM installation`);
    return Number(installation?.epoch ?? 1);
  }

  /**
   * One event for people who see every brand. Streams are locked in the order of their names, so two writers wait instead of deadlocking.
   */
  async append(tx: Tx, actor: Actor, streams: readonly StreamId[], event: NewEvent): Promise<void> {
    const ids = [...new Set(streams)].sort();
    if (ids.some(isBrandStream)) throw new Error('what readers of one brand may know is written by appendForBrand');
    for (const id of ids) await this.appendTo(tx, actor, id, event);
    await this.wake(tx, ids);
  }

  /** What readers of the incident's brand are told. Written after the whole event of the same incident, whose lock it stands behind. */
  async appendForBrand(tx: Tx, actor: Actor, incident: IncidentId, event: BrandEvent): Promise<void> {
    if (!isForBrand(event)) throw new Error(`${event.type} speaks of several brands`);
    const stream = brandStream(incident);
    await this.appendTo(tx, actor, stream, event);
    await this.wake(tx, [stream]);
  }

  /** Many events of one stream in one statement, in this order. */
  async appendMany(tx: Tx, actor: Actor, stream: StreamId, events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    if (isBrandStream(stream) && !events.every(isForBrand)) throw new Error('such an event speaks of several brands');
    const base = isBrandStream(stream) ? BRAND_SEQ_BASE : 0;
    await tx.query(
      `WITH s AS (
         INSERT INTO stream (id, last_seq) VALUES ($1, $6::bigint + $7)
         ON CONFLICT (id) DO UPDATE SET last_seq = stream.last_seq + $7 RETURNING last_seq
       )
       INSERT INTO stream_event (stream_id, seq, type, payload, actor_id, actor_name, at)
       SELECT $1, s.last_seq - $7 + e.n, e.type, e.payload, $3, $4, $5
       FROM s, unnest($2::text[], $8::jsonb[]) WITH ORDINALITY AS e (type, payload, n) ORDER BY e.n`,
      [
        ...[stream, events.map(({ type }) => type), actor.id, actor.name ?? null, this.clock.now(), base, events.length],
        events.map(({ payload }) => toJson(payload)),
      ],
    );
    await this.wake(tx, [stream]);
  }

  private async wake(tx: Tx, ids: readonly StreamId[]): Promise<void> {
    const payload = ids.join(' ');
    // PostgreSQL folds equal notifications of one transaction, and tells nobody before it commits.
    await tx.query(`SELECT pg_notify($1, $2)`, [LIVE_CHANNEL, payload.length > PAYLOAD_MAX ? ALL_STREAMS : payload]);
  }

  /**
   * One counter per stream, not a sequence: the lock on its row makes the order of commits the order of numbers, so a reader's
   * bookmark never skips what commits late.
   */
  private async appendTo(tx: Tx, actor: Actor, stream: StreamId, event: NewEvent): Promise<void> {
    await tx.query(
      `WITH s AS (
         INSERT INTO stream (id, last_seq) VALUES ($1, $7::bigint + 1)
         ON CONFLICT (id) DO UPDATE SET last_seq = stream.last_seq + 1 RETURNING last_seq
       )
       INSERT INTO stream_event (stream_id, seq, type, payload, actor_id, actor_name, at)
       SELECT $1, last_seq, $2, $3, $4, $5, $6 FROM s`,
      [
        ...[stream, event.type, toJson(event.payload), actor.id, actor.name ?? null, this.clock.now()],
        isBrandStream(stream) ? BRAND_SEQ_BASE : 0,
      ],
    );
  }

  async after(stream: StreamId, afterSeq: number, limit: number): Promise<LiveEvent[]> {
    const rows = await this.db.query<EventRow>(
      `SELECT ${COLUMNS} FROM stream_event e WHERE e.stream_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`,
      [stream, afterSeq, limit],
    );
    return rows.map(toEvent);
  }

  /** The next events of many streams in one question. */
  async afterMany(positions: readonly Position[], limit: number): Promise<LiveEvent[]> {
    const rows = await this.db.query<EventRow>(
      `SELECT ${COLUMNS} FROM unnest($1::text[], $2::bigint[]) w (id, seq)
       CROSS JOIN LATERAL (
         SELECT * FROM stream_event s WHERE s.stream_id = w.id AND s.seq > w.seq ORDER BY s.seq LIMIT $3
       ) e ORDER BY e.stream_id, e.seq`,
      [positions.map(({ stream }) => stream), positions.map(({ afterSeq }) => afterSeq), limit],
    );
    return rows.map(toEvent);
  }

  /** Read in the same transaction as a snapshot, so that the two belong together. */
  async lastSeq(stream: StreamId, tx?: Tx): Promise<number> {
    const sql = `SELECT last_seq FROM stream WHERE id = $1`;
    const rows = tx ? await tx.query<{ last_seq: string }[]>(sql, [stream]) : await this.db.query<{ last_seq: string }>(sql, [stream]);
    return Number(rows[0]?.last_seq ?? 0);
  }

  /**
   * A reader's position in the stream they read now. Learnt in it, it stands; learnt in the other record of the same incident, before their
   * brands were limited or freed, it is where this one stood at that moment.
   */
  async positionIn(stream: StreamId, seq: number, at: Date): Promise<number> {
    if (seq >= BRAND_SEQ_BASE === isBrandStream(stream)) return seq;
    const rows = await this.db.query<{ seq: string | null }>(`SELECT max(seq) AS seq FROM stream_event WHERE stream_id = $1 AND at <= $2`, [
      stream,
      at,
    ]);
    return Number(rows[0]?.seq ?? 0);
  }

  /** How many entries behind each position somebody else wrote, or the engine if they are of these types; counted up to `most`. */
  async newsBehind(positions: readonly Position[], me: UserId, types: readonly string[], most: number): Promise<Map<StreamId, number>> {
    const rows = await this.db.query<{ id: StreamId; news: string }>(
      `SELECT w.id, n.news FROM unnest($1::text[], $2::bigint[]) w (id, seq)
       CROSS JOIN LATERAL (SELECT count(*) AS news FROM (
         SELECT FROM stream_event s WHERE s.stream_id = w.id AND s.seq > w.seq AND s.actor_id IS DISTINCT FROM $3
           AND (s.actor_id IS NOT NULL OR s.type = ANY ($4::text[])) LIMIT $5) x) n`,
      [positions.map(({ stream }) => stream), positions.map(({ afterSeq }) => afterSeq), me, types, most],
    );
    return new Map(rows.map(({ id, news }) => [id, Number(news)]));
  }

  /** How many entries of each type stand behind a position, apart from one's own. */
  async tallyBehind(stream: StreamId, afterSeq: number, me: UserId): Promise<Map<LiveEvent['type'], number>> {
    const rows = await this.db.query<{ type: LiveEvent['type']; n: number }>(
      `SELECT type, count(*)::integer AS n FROM stream_event
       WHERE stream_id = $1 AND seq > $2 AND actor_id IS DISTINCT FROM $3 GROUP BY type`,
      [stream, afterSeq, me],
    );
    return new Map(rows.map(({ type, n }) => [type, n]));
  }

  /** The first entry of each of these types behind a position, apart from one's own: it tells what was before. */
  async firstBehind(
    stream: StreamId,
    afterSeq: number,
    types: readonly LiveEvent['type'][],
    me: UserId,
  ): Promise<Map<LiveEvent['type'], LiveEvent>> {
    const rows = await this.db.query<EventRow>(
      `SELECT DISTINCT ON (e.type) ${COLUMNS} FROM stream_event e
       WHERE e.stream_id = $1 AND e.seq > $2 AND e.type = ANY ($3::text[]) AND e.actor_id IS DISTINCT FROM $4 ORDER BY e.type, e.seq`,
      [stream, afterSeq, types, me],
    );
    return new Map(rows.map((row) => [row.type, toEvent(row)]));
  }

  /** What a listener missed, from one statement and therefore one view of the log. */
  async catchUp(stream: StreamId, afterSeq: number): Promise<Exclude<CatchUp, { kind: 'refused' }>> {
    const rows = await this.db.query<EventRow & { last_seq: string }>(
      `SELECT t.last_seq, ${COLUMNS} FROM stream t
       LEFT JOIN stream_event e ON e.stream_id = t.id AND e.seq > $2 AND t.last_seq - $2 <= $3
       WHERE t.id = $1 ORDER BY e.seq`,
      [stream, afterSeq, CATCH_UP_LIMIT],
    );
    const lastSeq = Number(rows[0]?.last_seq ?? 0);
    // Ahead of us: the listener learnt its position from another history of this database, or has none.
    if (afterSeq > lastSeq || lastSeq - afterSeq > CATCH_UP_LIMIT) return { kind: 'reset', lastSeq };
    return { kind: 'events', events: rows.filter(({ seq }) => seq !== null).map(toEvent), lastSeq };
  }
}

function toEvent(row: EventRow): LiveEvent {
  // Written by `append` from a typed event; nothing else may write here.
  return {
    stream: row.stream_id,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actor: row.actor_id,
    actorName: row.actor_name,
    type: row.type,
    payload: row.payload,
  } as LiveEvent;
}
