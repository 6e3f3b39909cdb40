import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Login, Me as MeBody, SessionList, type Principal } from '@tocsin/shared/identity';
import { RowId } from '@tocsin/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Me, Public, Requires } from '../platform/http/access.js';
import { RateLimit } from '../platform/http/rate-limit.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { callerOf } from './caller.js';
import { credentialsOf } from './credentials.js';
import { OwnAccountService } from './own-account.service.js';
import { personIn } from './person.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly door: SignInService,
    private readonly sessions: SessionsService,
    private readonly own: OwnAccountService,
    private readonly cookie: SessionCookie,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Public()
  // Wide enough for a call centre behind one address; the lock on account and address is what stops guessing.
  @RateLimit({ name: 'login', per: 'ip', burst: 300, perSeconds: 60 })
  @Answers(MeBody)
  async login(
    @Body({ schema: Login }) body: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeBody> {
    const known = this.cookie.isKnown(request, body.email);
    const { token, me } = await this.door.signIn(body, { ...callerOf(request), known });
    this.cookie.set(request, reply, token);
    this.cookie.remember(request, reply, body.email);
    return me;
  }

  /** Public, so that signing out after the session has ended still clears the cookie. */
  @Post('logout')
  @HttpCode(204)
  @Public()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const principal = await this.authenticator.authenticate({ session: credentialsOf(request.headers).session });
    if (principal?.kind === 'user') await this.sessions.close(principal, principal.sessionId).catch(unlessGone);
    this.cookie.clear(request, reply);
  }

  @Get('me')
  @Requires('session:own')
  @Answers(MeBody)
  me(@Me() me: Principal): Promise<MeBody> {
    return this.own.me(personIn(me));
  }

  @Get('sessions')
  @Requires('session:own')
  @Answers(SessionList)
  async list(@Me() me: Principal): Promise<SessionList> {
    return { items: await this.sessions.list(personIn(me)), nextCursor: null };
  }

  /** All but the one that asks. */
  @Delete('sessions')
  @HttpCode(204)
  @Requires('session:own')
  closeOthers(@Me() me: Principal): Promise<void> {
    return this.sessions.closeOthers(personIn(me));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Requires('session:own')
  close(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<void> {
    return this.sessions.close(personIn(me), id);
  }
}

/** Two tabs signing out at once: the second finds nothing left to close. */
function unlessGone(error: unknown): void {
  if ((error as { code?: string }).code !== 'resource/not-found') throw error;
}
