import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { inContext, type WorkContext } from '../logging/context.js';
import { log } from '../logging/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { Problem, notFound } from '../problems/index.js';
import { AllowedMethods } from './allowed-methods.js';
import { isCrossSiteWrite } from './cross-site.js';
import { isProbe } from './door.js';
import type { FastLanes } from './fast-lanes.js';
import { securityHeaders } from './security-headers.js';

declare module 'fastify' {
  interface FastifyRequest {
    work: WorkContext;
  }
}

const logger = log('http');
const SLOW_MS = 1_000;

/** What happens around every request, whichever route it is for. */
export function addHooks(fastify: FastifyInstance, config: Config, metrics: Metrics, lanes: FastLanes): void {
  fastify.decorateRequest('work', null as unknown as WorkContext);
  const { page, api } = securityHeaders(config);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.work = { requestId: request.id, ip: request.ip };
    void reply.header('x-request-id', request.id).headers(isPage(request) ? page : api);
    if (request.url.includes('%00')) return done(unstorableAddress());
    if (!config.plays('api') && !isProbe(request.url)) return done(notFound());
    if (isCrossSiteWrite(request, config.publicUrl)) return done(new Problem('request/cross-site'));
    inContext(request.work, done);
  });
  // Reading the body ends in the connection's own async context, so the request's is entered again.
  fastify.addHook('preHandler', (request, _reply, done) => inContext(request.work, done));
  fastify.addHook('onResponse', told(metrics));
  new AllowedMethods().addTo(fastify);
  lanes.addTo(fastify);
}

const CLOSED_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>暂时不能受理</title></head><body style="max-width:640px;margin:0 auto;padding:24px 18px;font:16px/1.75 sans-serif"><h1>暂时不能受理 Not available now</h1><p>系统出现故障，暂时不能提交投诉，也不能查询进度。刚才的内容没有提交。已提交的投诉都在，请稍后再来；急事请通过其他渠道联系。</p><p lang="en">This service has a fault: complaints cannot be filed or tracked for now. What you just sent was not taken. Those filed before are safe. Please come back later, and use another channel if it is urgent.</p><p><a href="/c/new">返回 Back</a></p></body></html>`;

/** Until the right secret is back. Signing in and out stays possible, so that somebody can look. */
export function refuseWrites(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    // A form without scripts was sent: a person reads the answer.
    if (!reads && request.url.startsWith('/c/')) return void reply.code(503).type('text/html; charset=utf-8').send(CLOSED_PAGE);
    done(reads || /^\/api\/v1\/auth\/(login|logout)$/.test(request.url) ? undefined : new Problem('server/secret-lost'));
  });
}

const isPage = ({ url }: FastifyRequest): boolean => !url.startsWith('/api/') || url.startsWith('/api/docs');

const unstorableAddress = (): Problem =>
  new Problem('request/invalid', {}, { issues: [{ path: 'url', code: 'text/nul', message: 'contains a NUL character' }] });

/** Every request is counted; only a slow one is a line in the log, beside what the problem filter tells. */
function told(metrics: Metrics): (request: FastifyRequest, reply: { statusCode: number; elapsedTime: number }, done: () => void) => void {
  const seconds = metrics.histogram(
    'http_request_seconds',
    'Time from the first byte of a request to the last of its answer',
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    ['method', 'route', 'status'],
  );
  return (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    seconds.observe({ method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
    const level = reply.elapsedTime > SLOW_MS ? 'info' : 'debug';
    if (logger.isLevelEnabled(level)) {
      const line = { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
      logger[level](line, 'answered');
    }
    done();
  };
}
