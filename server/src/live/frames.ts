import type { LiveEvent, Presence, Pulse, ServerToClient, StreamId } from '@tocsin/shared/live';

export const NAMESPACE = '/live';
/** Engine.IO "message", then Socket.IO "event", then the namespace. */
const PREFIX = `42${NAMESPACE},`;

/** One event of the log as it goes over the wire, built once however many listen. */
export interface Frame {
  readonly seq: number;
  readonly atMs: number;
  readonly bytes: Buffer;
}

export function eventFrame(event: LiveEvent, as: StreamId): Frame {
  const told = event.stream === as ? event : { ...event, stream: as };
  return { seq: event.seq, atMs: Date.parse(event.at), bytes: messageFrame('live', told) };
}

/** A Socket.IO message inside a finished WebSocket frame, so that one buffer may hold many messages and cost one write. */
export function messageFrame<T extends keyof ServerToClient>(name: T, body: LiveEvent | Pulse | Presence | { streams: string[] }): Buffer {
  return textFrame(Buffer.from(`${PREFIX}${JSON.stringify([name, body])}`));
}

/** RFC 6455 §5.2: final text frame, unmasked as a server's must be. */
export function textFrame(payload: Buffer): Buffer {
  const head = headOf(payload.length);
  head[0] = 0x81;
  return Buffer.concat([head, payload]);
}

function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0, length]);
  if (length < 65_536) {
    const head = Buffer.from([0, 126, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
