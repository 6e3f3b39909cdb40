import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config.js';
import { COOKIE, SECURE_COOKIE } from './credentials.js';

/** The token lives in a cookie no script can read; over TLS under the name that browsers guard best. */
@Injectable()
export class SessionCookie {
  constructor(private readonly config: Config) {}

  set(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const secure = this.isSecure(request);
    void reply.setCookie(secure ? SECURE_COOKIE : COOKIE, token, { ...attributes(secure), maxAge: this.config.session.maxMs / 1000 });
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const secure = this.isSecure(request);
    void reply.clearCookie(secure ? SECURE_COOKIE : COOKIE, attributes(secure));
  }

  private isSecure(request: FastifyRequest): boolean {
    return request.protocol === 'https' || (this.config.publicUrl?.startsWith('https:') ?? false);
  }
}

const attributes = (secure: boolean): { path: string; httpOnly: boolean; sameSite: 'lax'; secure: boolean } => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure,
});
