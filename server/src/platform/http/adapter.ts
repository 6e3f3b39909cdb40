import { randomBytes } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';
import { Problem } from '../problems/index.js';
import { sendProblem } from '../problems/problem.filter.js';
import type { Door } from './door.js';
import { parseForm } from './form-parser.js';
import { takesForms } from './forms.js';
import { parseJson } from './json-parser.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, for those who must keep it; null when it was not read as a whole. */
    rawBody: Buffer | null;
  }
}

export const BODY_LIMIT = 1024 * 1024;
const UPLOAD_LIMIT = 200 * 1024 * 1024;
const INCOMING_ID = /^[\w-]{8,64}$/;

const process8 = randomBytes(4).toString('hex');
let requests = 0;
/** Unique over nodes and restarts, and far cheaper than fresh random bits for each request. */
const nextRequestId = (): string => `r-${process8}-${(++requests).toString(36)}`;

/** Fastify as Nest's engine, with every parser and header of ours and none of the defaults. */
export async function createAdapter(config: Config, door: Door): Promise<FastifyAdapter> {
  const options: FastifyHttpOptions<Server> = {
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    genReqId: (raw) => {
      const given = raw.headers['x-request-id'];
      return typeof given === 'string' && INCOMING_ID.test(given) ? given : nextRequestId();
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    serverFactory: (handler) => door.hold(handler as RequestListener),
  };
  const adapter = new FastifyAdapter<Server>({ ...options, multipart: false });
  const fastify = adapter.getInstance<FastifyInstance>();
  parsers(fastify);
  fastify.decorateRequest('principal', null);
  fastify.decorateRequest('rawBody', null);
  fastify.decorateRequest('lane', null);
  fastify.decorateRequest('laneRead', null);
  await fastify.register(cookie);
  // Nothing may reach a field's limit unnoticed: a file cut short would be a file altered.
  await fastify.register(multipart, {
    throwFileSizeLimit: true,
    limits: { fileSize: UPLOAD_LIMIT, files: 10, fields: 20, fieldSize: 64 * 1024 },
  });
  return adapter;
}

function parsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      request.rawBody = body;
      request.laneRead = request.lane?.read(body) ?? null;
      done(null, request.laneRead === null ? parseJson(body) : null);
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser<Buffer>('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      if (!takesForms(request)) throw new Problem('request/unsupported-media', { expected: 'application/json' });
      request.rawBody = body;
      done(null, parseForm(body));
    } catch (error) {
      done(error as Error);
    }
  });
  // Of any length: the handler reads it line by line.
  fastify.addContentTypeParser(['application/x-ndjson', 'application/jsonl'], (_request, stream, done) => done(null, stream));
}
