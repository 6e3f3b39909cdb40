import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangePassword,
  ConfirmTotp,
  DisableTotp,
  EnrolTotp,
  Login,
  Me as MeBody,
  RecoveryCodes,
  SessionList,
  TotpEnrolment,
  type Principal,
} from '@tocsin/shared/identity';
import { RowId } from '@tocsin/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Me, Public, Requires } from '../platform/http/access.js';
import { RateLimit } from '../platform/http/rate-limit.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { AuthService, type Caller } from './auth.service.js';
import { credentialsOf } from './credentials.js';
import { personIn } from './person.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionCookie } from './session-cookie.js';
import { Totp } from './totp.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly totp: Totp,
    private readonly cookie: SessionCookie,
    private readonly authenticator: SessionAuthenticator,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Public()
  @RateLimit({ name: 'login', per: 'ip', burst: 30, perSeconds: 60 })
  @Answers(MeBody)
  async login(
    @Body({ schema: Login }) body: Login,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeBody> {
    const { token, me } = await this.auth.signIn(body, callerOf(request));
    this.cookie.set(request, reply, token);
    return me;
  }

  /** Public, so that signing out after the session has ended still clears the cookie. */
  @Post('logout')
  @HttpCode(204)
  @Public()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const principal = await this.authenticator.authenticate({ session: credentialsOf(request.headers).session });
    if (principal?.kind === 'user') await this.auth.close(principal, principal.sessionId).catch(unlessGone);
    this.cookie.clear(request, reply);
  }

  @Get('me')
  @Requires('session:own')
  @Answers(MeBody)
  me(@Me() me: Principal): Promise<MeBody> {
    return this.auth.me(personIn(me));
  }

  @Get('sessions')
  @Requires('session:own')
  @Answers(SessionList)
  async sessions(@Me() me: Principal): Promise<SessionList> {
    return { items: await this.auth.list(personIn(me)), nextCursor: null };
  }

  /** All but the one that asks. */
  @Delete('sessions')
  @HttpCode(204)
  @Requires('session:own')
  closeOthers(@Me() me: Principal): Promise<void> {
    return this.auth.closeOthers(personIn(me));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Requires('session:own')
  close(@Me() me: Principal, @Param('id', { schema: RowId }) id: string): Promise<void> {
    return this.auth.close(personIn(me), id);
  }

  @Post('password')
  @HttpCode(204)
  @Requires('session:own')
  password(@Me() me: Principal, @Body({ schema: ChangePassword }) body: ChangePassword, @Req() request: FastifyRequest): Promise<void> {
    return this.auth.changePassword(personIn(me), body, callerOf(request));
  }

  @Post('totp')
  @HttpCode(200)
  @Requires('session:own')
  @Answers(TotpEnrolment)
  async enrol(@Me() me: Principal, @Body({ schema: EnrolTotp }) body: EnrolTotp, @Req() request: FastifyRequest): Promise<TotpEnrolment> {
    await this.auth.confirmPassword(personIn(me), body.password, callerOf(request));
    return this.totp.enrol(personIn(me));
  }

  @Post('totp/confirm')
  @HttpCode(200)
  @Requires('session:own')
  @RateLimit({ name: 'totp-confirm', per: 'principal', burst: 10, perSeconds: 300 })
  @Answers(RecoveryCodes)
  async confirm(@Me() me: Principal, @Body({ schema: ConfirmTotp }) body: ConfirmTotp): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.totp.confirm(personIn(me), body.totp) };
  }

  @Post('totp/disable')
  @HttpCode(204)
  @Requires('session:own')
  async disable(@Me() me: Principal, @Body({ schema: DisableTotp }) body: DisableTotp, @Req() request: FastifyRequest): Promise<void> {
    await this.auth.confirmPassword(personIn(me), body.password, callerOf(request));
    await this.auth.disableTotp(personIn(me));
  }
}

const callerOf = (request: FastifyRequest): Caller => ({ ip: request.ip, userAgent: request.headers['user-agent'] ?? '' });

/** Two tabs signing out at once: the second finds nothing left to close. */
function unlessGone(error: unknown): void {
  if ((error as { code?: string }).code !== 'resource/not-found') throw error;
}
