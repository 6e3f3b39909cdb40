import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Injectable } from '@nestjs/common';
import { newId } from '@tocsin/shared/kernel';
import { Server } from 'socket.io';
import { z } from 'zod';
import { credentialsOf, SessionAuthenticator } from '../identity/index.js';
import { Config } from '../platform/config/config.js';
import { isOwnOrigin } from '../platform/http/cross-site.js';
import { Problem, problemBody, toProblem } from '../platform/problems/index.js';
import { Conversations } from './conversations.js';
import { NAMESPACE } from './frames.js';
import type { LiveSocket } from './listener.js';
import { Revocation } from './revocation.js';

/** Far above any honest message: `watch` takes a hundred bytes. */
const MESSAGE_MAX = 64 * 1024;
const HANDSHAKE_MS = 10_000;
const Auth = z.object({ apiKey: z.string().max(200).optional() }).catch({});

/**
 * Socket.IO on the product's own HTTP server. Nest's gateway layer is left out on purpose: its guards, pipes and filters do not hold
 * at the handshake, and a message it refuses is never acknowledged.
 */
@Injectable()
export class SocketServer {
  private server: Server | null = null;
  /** Open connections of each person and key. */
  private readonly held = new Map<string, number>();

  constructor(
    private readonly config: Config,
    private readonly authenticator: SessionAuthenticator,
    private readonly conversations: Conversations,
    private readonly revocation: Revocation,
  ) {}

  async open(http: HttpServer): Promise<void> {
    this.conversations.access.requireRules();
    this.conversations.start(await this.conversations.eventLog.epoch());
    this.revocation.start();
    this.server = this.attach(http);
  }

  /** Listeners come back to another node by themselves. */
  close(): void {
    this.server?.engine.close();
    this.server = null;
  }

  private attach(http: HttpServer): Server {
    const server = new Server(http, {
      path: '/socket.io',
      serveClient: false,
      transports: ['websocket'],
      perMessageDeflate: false,
      maxHttpBufferSize: MESSAGE_MAX,
      connectTimeout: HANDSHAKE_MS,
      allowRequest: (request, decide) => decide(null, this.isOwn(request)),
    });
    server.of('/').use((_socket, next) => next(new Error('live/unknown-namespace')));
    server
      .of(NAMESPACE)
      .use((socket, next) => void this.admit(socket as LiveSocket, next))
      .on('connection', (socket) => this.conversations.begin(socket as LiveSocket));
    return server;
  }

  /** The same-origin policy does not cover web sockets: a foreign page could otherwise open one with the visitor's cookie. */
  private isOwn({ headers }: IncomingMessage): boolean {
    const { origin } = headers;
    if (origin === undefined) return true;
    const forwarded = this.config.trustProxy === false ? undefined : headers['x-forwarded-host'];
    return [headers.host, forwarded].some((host) =>
      isOwnOrigin(origin, typeof host === 'string' ? host : undefined, this.config.publicUrl),
    );
  }

  /** One person has some windows and some devices, not a thousand: the rest would only take the place of others. */
  private count(socket: LiveSocket, id: string): void {
    const held = this.held.get(id) ?? 0;
    if (socket.conn.readyState !== 'open') throw new Problem('live/unknown-stream');
    if (held >= this.config.connections.socketsPerUser) throw new Problem('request/rate-limited', { most: held });
    this.held.set(id, held + 1);
    socket.conn.once('close', () => {
      const left = (this.held.get(id) ?? 1) - 1;
      if (left > 0) this.held.set(id, left);
      else this.held.delete(id);
    });
  }

  private async admit(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    const { apiKey } = Auth.parse(socket.handshake.auth);
    // An open connection, also one that comes back by itself, is no person at work.
    const credentials = { ...(apiKey === undefined ? credentialsOf(socket.request.headers) : { apiKey }), unattended: true };
    try {
      const principal = await this.authenticator.authenticate(credentials);
      if (!principal) throw await this.authenticator.refusal(credentials);
      this.count(socket, principal.id);
      socket.data.principal = principal;
      socket.data.again = () => this.authenticator.authenticate(credentials);
      next();
    } catch (error) {
      const problem = toProblem(error);
      next(Object.assign(new Error(problem.code), { data: problemBody(problem, newId()) }));
    }
  }
}
