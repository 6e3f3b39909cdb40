import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { parseJson } from './json-parser.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the route, where it has one. */
    lane: FastLane | null;
    /** What the lane read in the body; null sends the request the ordinary way. */
    laneRead: object | null;
  }
}

/**
 * A way past guards, pipes and interceptors for the plain case of a route that is called thousands of times a second. It may only do what the
 * ordinary way would have done with the same request, and has to leave to that way whatever it is not sure of.
 */
export interface FastLane<T extends object = object> {
  /** Looks at a JSON body before it is parsed; null when it is not of the plain kind. Whatever is read must be JSON. */
  read(body: Buffer): T | null;
  /** Whether it has taken the request over, and will answer it. */
  take(read: T, request: FastifyRequest, reply: FastifyReply): boolean;
}

@Injectable()
export class FastLanes {
  private readonly lanes = new Map<string, FastLane>();

  /** Before the routes are made: in the constructor of a provider. */
  open(method: string, url: string, lane: FastLane): void {
    this.lanes.set(`${method} ${url}`, lane);
  }

  addTo(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      const lane = this.lanes.get(`${String(route.method)} ${route.url}`);
      if (lane) lead(route, lane);
    });
  }
}

function lead(route: RouteOptions, lane: FastLane): void {
  const ordinary = route.handler;
  route.onRequest = (request, _reply, done) => {
    request.lane = lane;
    done();
  };
  route.handler = function (request, reply): unknown {
    if (request.laneRead !== null) {
      // No lane knows what parameters a route takes; the guards, pipes and interceptors of the ordinary way do.
      if (!request.url.includes('?') && lane.take(request.laneRead, request, reply)) return undefined;
      request.body = parseJson(request.rawBody ?? Buffer.alloc(0));
    }
    return ordinary.call(this, request, reply);
  };
}
