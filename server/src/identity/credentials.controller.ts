import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePassword, ConfirmTotp, DisableTotp, EnrolTotp, RecoveryCodes, TotpEnrolment, type Principal } from '@tocsin/shared/identity';
import type { FastifyRequest } from 'fastify';
import { Me, Requires } from '../platform/http/access.js';
import { RateLimit } from '../platform/http/rate-limit.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { callerOf } from './caller.js';
import { OwnAccountService } from './own-account.service.js';
import { PasswordCheck } from './password-check.js';
import { personIn } from './person.js';
import { Totp } from './totp.js';

/** What a person proves themselves with. */
@ApiTags('auth')
@Controller('api/v1/auth')
export class CredentialsController {
  constructor(
    private readonly own: OwnAccountService,
    private readonly check: PasswordCheck,
    private readonly totp: Totp,
  ) {}

  @Post('password')
  @HttpCode(204)
  @Requires('session:own')
  async password(
    @Me() me: Principal,
    @Body({ schema: ChangePassword }) body: ChangePassword,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.check.confirm(personIn(me), body.current, callerOf(request));
    await this.own.changePassword(personIn(me), body.next);
  }

  @Post('totp')
  @HttpCode(200)
  @Requires('session:own')
  @Answers(TotpEnrolment)
  async enrol(@Me() me: Principal, @Body({ schema: EnrolTotp }) body: EnrolTotp, @Req() request: FastifyRequest): Promise<TotpEnrolment> {
    await this.check.confirm(personIn(me), body.password, callerOf(request));
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
    await this.check.confirm(personIn(me), body.password, callerOf(request));
    await this.totp.disable(personIn(me));
  }
}
