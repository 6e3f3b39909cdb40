import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type ProblemCode } from '@tocsin/shared/kernel';
import { PROBLEM_JSON, retryAfter } from '../problems/problem.filter.js';
import { Problem, problemBody } from '../problems/index.js';

const CLOSE_MS = 3_000;

/**
 * The listening socket, open from the first moment to the last: before the house is ready and while it is leaving it answers 503 with
 * `Retry-After` instead of refusing the connection. It also counts who is still inside.
 */
export class Door {
  readonly server: Server;
  private handler: RequestListener | null = null;
  private state: 'starting' | 'open' | 'draining' = 'starting';
  private inside = 0;
  private readonly sockets = new Set<Socket>();
  private onEmpty: (() => void) | null = null;

  constructor() {
    this.server = createServer({ requestTimeout: 0, headersTimeout: 20_000, keepAliveTimeout: 72_000 }, (req, res) => this.serve(req, res));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Fastify's `serverFactory`: it handles requests but does not own the socket. */
  hold(handler: RequestListener): Server {
    this.handler = handler;
    return this.server;
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  open(): void {
    this.state = 'open';
  }

  /** Takes nobody else in and resolves when the last one has left, or when the time is up. Answers how many were still inside. */
  async drain(withinMs: number): Promise<number> {
    this.state = 'draining';
    if (this.inside > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        this.onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.inside;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    // Upgraded sockets are not among those: whoever owns them said farewell, and who does not answer it is cut off.
    await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
    for (const socket of this.sockets) socket.destroy();
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const leaving = this.state === 'draining';
    const mayPass = this.state === 'open' || (leaving && isProbe(request.url));
    if (!mayPass || this.handler === null) return refuse(response, leaving ? 'server/draining' : 'server/starting', request.url);
    this.inside++;
    response.once('close', () => {
      this.inside--;
      if (this.inside === 0) this.onEmpty?.();
    });
    if (leaving) response.setHeader('connection', 'close');
    this.handler(request, response);
  }
}

/** Answered on every node, and while leaving: alive, but not ready. */
export const isProbe = (url = ''): boolean => url === '/healthz' || url === '/readyz' || url === '/metrics';

function refuse(response: ServerResponse, code: ProblemCode, url: string | undefined): void {
  const problem = new Problem(code);
  if (url === '/healthz') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    return;
  }
  const headers = { 'content-type': PROBLEM_JSON, 'retry-after': retryAfter(problem) ?? '2', connection: 'close' };
  response.writeHead(problem.status, headers).end(JSON.stringify(problemBody(problem, newId())));
}
