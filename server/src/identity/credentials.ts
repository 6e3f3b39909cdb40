import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from './session-authenticator.js';

export const COOKIE = 'tocsin_session';
/** Browsers accept this name only over TLS and only for exactly this host. */
export const SECURE_COOKIE = `__Host-${COOKIE}`;

/** Marks what a page of ours asks while nobody touches it. Whoever sends it only lets their own sign-in run out sooner. */
export const UNATTENDED = 'x-tocsin-unattended';

/** The credentials in the headers of a request or of a websocket handshake. */
export function credentialsOf(headers: IncomingHttpHeaders): Credentials {
  const { authorization, cookie = '' } = headers;
  if (authorization !== undefined) return { apiKey: /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '' };
  return { session: cookieIn(cookie, SECURE_COOKIE) ?? cookieIn(cookie, COOKIE), unattended: headers[UNATTENDED] !== undefined };
}

/** Our tokens hold nothing that needs unescaping. */
function cookieIn(header: string, name: string): string | undefined {
  const pair = header.split('; ').find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
