import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { sameSecret } from '../platform/crypto/tokens.js';
import { COOKIE, SECURE_COOKIE } from './credentials.js';

const DEVICE = 'tocsin_device';
const DEVICE_DAYS = 180;

/** The token lives in a cookie no script can read; over TLS under the name that browsers guard best. */
@Injectable()
export class SessionCookie {
  constructor(
    private readonly config: Config,
    private readonly sealer: Sealer,
  ) {}

  set(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const secure = this.isSecure(request);
    void reply.setCookie(secure ? SECURE_COOKIE : COOKIE, token, { ...attributes(secure), maxAge: this.config.session.maxMs / 1000 });
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const secure = this.isSecure(request);
    void reply.clearCookie(secure ? SECURE_COOKIE : COOKIE, attributes(secure));
  }

  /**
   * Whether this device has signed in with this address before: such are served before strangers while passwords are tried in masses.
   * The cookie opens nothing; it is a mark of the address that only this house can make.
   */
  isKnown(request: FastifyRequest, email: string): boolean {
    const given = request.cookies[DEVICE];
    return given !== undefined && given.length < 100 && sameSecret(given, this.markOf(email));
  }

  /** After the session's own cookie. */
  remember(request: FastifyRequest, reply: FastifyReply, email: string): void {
    const device = { ...attributes(this.isSecure(request)), path: '/api/v1/auth', maxAge: DEVICE_DAYS * 86_400 };
    void reply.setCookie(DEVICE, this.markOf(email), device);
  }

  private markOf(email: string): string {
    return this.sealer.mark('known device', email.trim().toLowerCase()).toString('base64url');
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
