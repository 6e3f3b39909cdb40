import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where people without an account arrive: a far smaller page than the console. */
const PUBLIC_PAGES = /^\/(?:c|p)(?:\/|$)/;
const SERVER_PATHS = /^\/(?:api|socket\.io|healthz|readyz|metrics)(?:\/|$)/;
const HASHED = /^\/assets\//;

/** Serves the built client: files as they are, every other address as the page that knows it. */
export async function serveClient(fastify: FastifyInstance, root: string): Promise<boolean> {
  if (!existsSync(join(root, 'index.html'))) return false;
  await fastify.register(fastifyStatic, { root, serve: false, cacheControl: false, index: false, dotfiles: 'ignore' });
  fastify.get('/*', (request, reply) => answer(request, reply, root));
  return true;
}

function answer(request: FastifyRequest, reply: FastifyReply, root: string): unknown {
  const path = request.url.split('?')[0] ?? '/';
  if (SERVER_PATHS.test(path)) return reply.callNotFound();
  const name = path.slice(1);
  const isFile = /\.[a-z0-9]{1,8}$/i.test(name);
  // Hashed names never change their content; everything else is asked for again and usually answered 304.
  void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (isFile) return hasFile(root, name) ? reply.sendFile(name) : reply.header('cache-control', 'no-store').callNotFound();
  return reply.sendFile(PUBLIC_PAGES.test(path) && hasFile(root, 'public.html') ? 'public.html' : 'index.html');
}

/** The static plugin itself refuses to leave its root; this only decides between the file and our 404. */
function hasFile(root: string, name: string): boolean {
  try {
    return existsSync(join(root, decodeURIComponent(name)));
  } catch {
    return false;
  }
}
