import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type ProblemCode } from '@tocsin/shared/kernel';
import type { ConnectionLimits } from '../config/config.js';
import { PROBLEM_JSON, retryAfter } from '../problems/problem.filter.js';
import { Problem, problemBody } from '../problems/index.js';
import { Connections } from './connections.js';

const CLOSE_MS = 3_000;

/**
 * The listening socket, open from the first moment to the last: before the house is ready and while it is leaving it answers 503 with
 * `Retry-After` instead of refusing the connection. It also counts who is still inside, and cuts off who holds a connection for nothing.
 */
export class Door {
  readonly server: Server;
  private handler: RequestListener | null = null;
  private state: 'starting' | 'open' | 'draining' = 'starting';
  private inside = 0;
  private readonly connections: Connections;
  private onEmpty: (() => void) | null = null;

  constructor(limits: ConnectionLimits) {
    this.connections = new Connections(limits, tooSlow);
    // A body may take as long as it needs as long as it comes; `Connections` sees to that, and not a limit for the whole of it.
    const { headersMs } = limits;
    const timing = { requestTimeout: 0, headersTimeout: headersMs, connectionsCheckingInterval: Math.min(5_000, headersMs / 2) };
    this.server = createServer({ ...timing, keepAliveTimeout: 72_000 }, (req, res) => this.serve(req, res));
    this.server.on('connection', (socket) => this.connections.enter(socket));
    this.server.on('upgrade', (request) => this.connections.upgraded(request.socket));
  }

  /** Connections open at this moment. */
  get connected(): number {
    return this.connections.size;
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
    this.connections.destroyAll();
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const leaving = this.state === 'draining';
    const mayPass = this.state === 'open' || (leaving && isProbe(request.url));
    if (!mayPass || this.handler === null) return refuse(response, leaving ? 'server/draining' : 'server/starting', request.url);
    this.inside++;
    this.connections.begin(request, response);
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

/** Says why, to whoever still listens, and ends the connection. */
function tooSlow(request: IncomingMessage, response: ServerResponse): void {
  const end = (): unknown => request.socket.destroy();
  if (response.headersSent) return void end();
  refuse(response, 'request/too-slow', undefined);
  response.once('finish', end);
  setTimeout(end, CLOSE_MS).unref();
}

function refuse(response: ServerResponse, code: ProblemCode, url: string | undefined): void {
  const problem = new Problem(code);
  if (url === '/healthz') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    return;
  }
  const wait = retryAfter(problem);
  const headers = { 'content-type': PROBLEM_JSON, ...(wait !== null && { 'retry-after': wait }), connection: 'close' };
  response.writeHead(problem.status, headers).end(JSON.stringify(problemBody(problem, newId())));
}
