import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/index.js';

/** Which methods an address takes, for whoever calls it with another one: 404 would say that it is not there at all. */
export class AllowedMethods {
  private readonly routes: { matches: RegExp; methods: readonly string[] }[] = [];

  addTo(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      // Files are not addresses of the interface.
      if (!url.includes('*')) this.routes.push({ matches: patternOf(url), methods: [method].flat() });
    });
    fastify.addHook('onRequest', (request, reply, done) => done(this.refusal(request, reply)));
    // A file that is not there is found missing only by its handler.
    fastify.addHook('preHandler', (request, reply, done) => done(this.refusal(request, reply)));
  }

  private refusal(request: FastifyRequest, reply: FastifyReply): Problem | undefined {
    if (!request.is404) return undefined;
    const path = request.url.split('?')[0]?.replace(/(.)\/$/, '$1') ?? '';
    const methods = new Set(this.routes.flatMap((route) => (route.matches.test(path) ? route.methods : [])));
    if (methods.size === 0 || methods.has(request.method)) return undefined;
    const allowed = [...methods].sort();
    void reply.header('allow', allowed.join(', '));
    return new Problem('request/method-not-allowed', { allowed });
  }
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`);
