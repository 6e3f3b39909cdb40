import type { Principal } from '@tocsin/shared/identity';
import type { ClientToServer, ServerToClient, StreamId } from '@tocsin/shared/live';
import type { Socket } from 'socket.io';
import { messageFrame } from './frames.js';
import type { Outlet } from './room.js';

export interface SocketData {
  principal: Principal;
  /** Asks identity again whether whoever signed in here still may. */
  again: () => Promise<Principal | null>;
}
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Unread bytes after which a listener is cut off: it comes back and reads a fresh snapshot, which is cheaper for both. */
export const BEHIND_MAX = 1024 * 1024;

/** The parts of Engine.IO and ws that its types keep to themselves. */
interface Engine {
  readonly readyState: string;
  readonly writeBuffer: readonly { options?: { wsPreEncodedFrame?: readonly Buffer[] } }[];
  readonly transport: { readonly writable: boolean; readonly socket?: { readonly bufferedAmount: number; terminate: () => void } };
  write: (data: string, options: { compress: boolean; wsPreEncodedFrame: readonly Buffer[] }) => void;
}

/** One connection: who listens, to what, and the way to tell it something. */
export class Listener implements Outlet {
  readonly streams = new Set<StreamId>();
  /** Rises when what its owner may do has changed: an answer prepared under the old rights is not given. */
  rights = 0;
  private readonly engine: Engine;

  constructor(
    readonly socket: LiveSocket,
    private readonly onCut: () => void,
  ) {
    this.engine = socket.conn as unknown as Engine;
  }

  get id(): string {
    return this.socket.id;
  }

  get principal(): Principal {
    return this.socket.data.principal;
  }

  get behind(): boolean {
    return !this.engine.transport.writable;
  }

  /** Finished frames go past Socket.IO's encoder: they were built once for the whole room. */
  send(bytes: Buffer): void {
    if (this.engine.readyState !== 'open') return;
    if (this.behind && this.unread() > BEHIND_MAX) {
      this.onCut();
      this.drop();
      return;
    }
    this.engine.write('', { compress: false, wsPreEncodedFrame: [bytes] });
  }

  revoked(streams: readonly StreamId[]): void {
    if (streams.length > 0) this.send(messageFrame('revoked', { streams: [...streams] }));
  }

  cut(): void {
    this.socket.disconnect(true);
  }

  /** Who does not read would not read a farewell either: half a minute of waiting for the answer would hold all that is unread. */
  private drop(): void {
    const { socket } = this.engine.transport;
    this.cut();
    socket?.terminate();
  }

  private unread(): number {
    const waiting = this.engine.writeBuffer.reduce((sum, { options }) => sum + (options?.wsPreEncodedFrame?.[0]?.length ?? 0), 0);
    return waiting + (this.engine.transport.socket?.bufferedAmount ?? 0);
  }
}
