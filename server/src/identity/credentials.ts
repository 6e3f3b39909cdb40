import type { IncomingHttpHeaders } from 'node:http';
import cookieParser from '@fastify/cookie';
import type { Credentials } from './session-authenticator.js';

export const COOKIE = 'tocsin_session';
/** Browsers accept this name only over TLS and only for exactly this host. */
export const SECURE_COOKIE = `__Host-${COOKIE}`;

/** The credentials in the headers of a request or of a websocket handshake. */
export function credentialsOf(headers: IncomingHttpHeaders): Credentials {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return { apiKey: /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '' };
  const cookies = cookie === undefined ? {} : cookieParser.parse(cookie);
  return { session: cookies[SECURE_COOKIE] ?? cookies[COOKIE] };
}
