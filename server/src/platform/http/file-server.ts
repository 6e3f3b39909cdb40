import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const brotli = promisify(brotliCompress);

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};
const SQUEEZABLE = /^(text\/|application\/(json|manifest)|image\/svg)/;
const MOST_SQUEEZED = 16 * 1024 * 1024;

/** Serves one folder of built files. Nothing outside it, no listing, no dot files. */
export class FileServer {
  private readonly root: string;
  /** Compressed once a version of a file, kept for as long as the process lives: a build has a few dozen. */
  private readonly squeezed = new Map<string, Promise<Buffer>>();

  constructor(root: string) {
    this.root = resolve(root);
  }

  /** False when there is no such file; the reply is then untouched. */
  async send(request: FastifyRequest, reply: FastifyReply, name: string, cacheControl: string): Promise<boolean> {
    const path = this.pathOf(name);
    const info = path === null ? null : await stat(path).catch(() => null);
    if (path === null || !info?.isFile()) return false;
    const tag = `W/"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
    void reply.header('cache-control', cacheControl).header('etag', tag).header('vary', 'accept-encoding');
    if (request.headers['if-none-match'] === tag) {
      await reply.status(304).send();
      return true;
    }
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    void reply.type(type);
    await reply.send(await this.body(request, reply, path, info, type));
    return true;
  }

  private body(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    info: Stats,
    type: string,
  ): Promise<Buffer> | NodeJS.ReadableStream {
    const takes = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (!takes || info.size < 1024 || info.size > MOST_SQUEEZED || !SQUEEZABLE.test(type)) {
      void reply.header('content-length', info.size);
      return createReadStream(path);
    }
    void reply.header('content-encoding', 'br');
    const key = `${path} ${info.mtimeMs}`;
    const known = this.squeezed.get(key) ?? squeeze(path);
    this.squeezed.set(key, known);
    known.catch(() => this.squeezed.delete(key));
    return known;
  }

  private pathOf(name: string): string | null {
    let decoded: string;
    try {
      decoded = decodeURIComponent(name);
    } catch {
      return null;
    }
    if (decoded.includes('\0') || decoded.split(/[/\\]/).some((part) => part.startsWith('.'))) return null;
    const path = resolve(this.root, `.${sep}${decoded}`);
    return path.startsWith(this.root + sep) ? path : null;
  }
}

const squeeze = async (path: string): Promise<Buffer> => brotli(await readFile(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
