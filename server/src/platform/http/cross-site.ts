import type { FastifyRequest } from 'fastify';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Whether a request that may change something comes from a page of another site. Browsers always send one of the two headers with such
 * a request and no script can forge them; programs send neither and carry no cookie by accident.
 */
export function isCrossSiteWrite(request: FastifyRequest, publicUrl: string | null): boolean {
  if (SAFE.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return origin !== undefined && !isOwnOrigin(origin, request.host, publicUrl);
}

/** Also asked by the websocket handshake, to which CORS does not apply. */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  const parsed = URL.canParse(origin) ? new URL(origin) : null;
  if (!parsed) return false;
  return parsed.host === host || (publicUrl !== null && parsed.origin === new URL(publicUrl).origin);
}
