import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from '../config/config.js';
import { senderOf } from './rate-limiter.js';

/** How often slow senders are looked at; a tenth of the shortest patience, so that tests need not wait. */
const LOOKS = 10;
/** After an answer to a request whose body was not read: time for the sender to read the answer before the rest is cut off. */
const LINGER_MS = 1_000;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Bytes of the socket when last looked at. */
  read: number;
  written: number;
  /** While we waited for the sender: for how long in all, since its last byte, and how much came meanwhile. */
  waited: number;
  idle: number;
  received: number;
  /** For how long it has not taken what we have for it. */
  stalled: number;
}

/**
 * Who is connected, and how long one may take. Time counts only while we wait for the other side: a sender whose bytes lie unread because
 * we are slow is not slow.
 */
export class Connections {
  private readonly open = new Map<Socket, { address: string; busy: number; asked: boolean }>();
  private readonly byAddress = new Map<string, number>();
  private readonly exchanges = new Set<Exchange>();
  private looking: NodeJS.Timeout | null = null;
  private lookedAt = 0;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly onSlow: (request: IncomingMessage, response: ServerResponse) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.open.size;
  }

  /** False when it had to be turned away. */
  enter(socket: Socket): boolean {
    const address = senderOf(socket.remoteAddress ?? '');
    const from = (this.byAddress.get(address) ?? 0) + 1;
    if ((this.limits.perAddress !== null && from > this.limits.perAddress) || !this.makeRoom()) {
      socket.destroy();
      return false;
    }
    this.open.set(socket, { address, busy: 0, asked: false });
    this.byAddress.set(address, from);
    socket.once('close', () => this.leave(socket));
    return true;
  }

  /** From the first byte of a request to the end of its answer. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const exchange: Exchange = {
      ...{ request, response, read: socket.bytesRead, written: socket.bytesWritten },
      ...{ waited: 0, idle: 0, received: 0, stalled: 0 },
    };
    this.exchanges.add(exchange);
    this.mark(socket, 1);
    response.once('finish', () => this.endUnread(request));
    response.once('close', () => {
      this.exchanges.delete(exchange);
      this.mark(socket, -1);
    });
    this.watch();
  }

  /** An upgraded socket has left HTTP, and is never idle. */
  upgraded(socket: Socket): void {
    this.mark(socket, 1);
  }

  destroyAll(): void {
    if (this.looking) clearInterval(this.looking);
    this.looking = null;
    for (const socket of [...this.open.keys()]) socket.destroy();
  }

  private leave(socket: Socket): void {
    const address = this.open.get(socket)?.address;
    this.open.delete(socket);
    if (address === undefined) return;
    const left = (this.byAddress.get(address) ?? 1) - 1;
    if (left > 0) this.byAddress.set(address, left);
    else this.byAddress.delete(address);
  }

  /**
   * Whoever has been connected for longest without ever asking for anything makes room, and then whoever asks for nothing now, so that held
   * connections keep nobody out.
   */
  private makeRoom(): boolean {
    if (this.open.size < this.limits.all) return true;
    const idle = [...this.open].filter(([, { busy }]) => busy === 0);
    const [socket] = idle.find(([, { asked }]) => !asked) ?? idle[0] ?? [];
    if (!socket) return false;
    this.leave(socket);
    socket.destroy();
    return true;
  }

  private mark(socket: Socket, by: 1 | -1): void {
    const known = this.open.get(socket);
    if (!known) return;
    known.busy += by;
    known.asked = true;
  }

  /** Otherwise Node would go on reading and throwing away whatever is sent, for as long as it is sent. */
  private endUnread(request: IncomingMessage): void {
    if (request.complete || request.socket.destroyed) return;
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, LINGER_MS).unref();
    request.once('end', () => clearTimeout(timer));
  }

  private watch(): void {
    if (this.looking) return;
    this.lookedAt = this.now();
    const everyMs = Math.max(10, Math.min(this.limits.bodyIdleMs, this.limits.answerIdleMs) / LOOKS);
    this.looking = setInterval(() => this.look(), everyMs).unref();
  }

  private look(): void {
    const passed = this.now() - this.lookedAt;
    this.lookedAt += passed;
    if (this.exchanges.size === 0 && this.looking) {
      clearInterval(this.looking);
      this.looking = null;
    }
    for (const exchange of [...this.exchanges]) {
      if (!exchange.request.complete) this.lookAtBody(exchange, passed);
      else this.lookAtAnswer(exchange, passed);
    }
  }

  private lookAtBody(exchange: Exchange, passed: number): void {
    const { request, response } = exchange;
    const came = request.socket.bytesRead - exchange.read;
    exchange.read += came;
    // What lies in the buffer waits for us.
    if (request.readableLength > 0) return;
    exchange.waited += passed;
    exchange.received += came;
    exchange.idle = came > 0 ? 0 : exchange.idle + passed;
    const { bodyIdleMs, bodyBytesPerSecond } = this.limits;
    const tooSlow = exchange.waited >= bodyIdleMs && exchange.received < (bodyBytesPerSecond * exchange.waited) / 1000;
    if (exchange.idle < bodyIdleMs && !tooSlow) return;
    this.exchanges.delete(exchange);
    this.onSlow(request, response);
  }

  private lookAtAnswer(exchange: Exchange, passed: number): void {
    const { socket } = exchange.request;
    const taken = socket.bytesWritten - socket.writableLength;
    const waits = socket.writableLength > 0 && taken === exchange.written;
    exchange.stalled = waits ? exchange.stalled + passed : 0;
    exchange.written = taken;
    if (exchange.stalled >= this.limits.answerIdleMs) socket.destroy();
  }
}
