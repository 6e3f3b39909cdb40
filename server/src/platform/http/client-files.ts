import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { FileServer } from './file-server.js';

/** Where people without an account arrive: a far smaller page than the console. */
const PUBLIC_PAGES = /^\/(?:c|p)(?:\/|$)/;
const SERVER_PATHS = /^\/(?:api|socket\.io|healthz|readyz|metrics)(?:\/|$)/;
const HASHED = /^\/assets\//;

/** Serves the built client: files as they are, every other address as the page that knows it. */
export function serveClient(fastify: FastifyInstance, root: string): boolean {
  if (!existsSync(join(root, 'index.html'))) return false;
  const files = new FileServer(root);
  fastify.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const isFile = /\.[a-z0-9]{1,11}$/i.test(path);
    const name = isFile ? path.slice(1) : PUBLIC_PAGES.test(path) ? 'public.html' : 'index.html';
    // Hashed names never change their content; everything else is asked for again and usually answered 304.
    const caching = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (SERVER_PATHS.test(path) || !(await files.send(request, reply, name, caching))) reply.callNotFound();
    return reply;
  });
  return true;
}
