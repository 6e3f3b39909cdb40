import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  InvitationPage,
  InvitationToken,
  OfferedInvitation,
  type Invitation,
  type Principal,
} from '@tocsin/shared/identity';
import { PageQuery, UserId, type CountedPage } from '@tocsin/shared/kernel';
import { Me, Public, Requires } from '../platform/http/access.js';
import { Idempotent } from '../platform/http/idempotency.interceptor.js';
import { RateLimit } from '../platform/http/rate-limit.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { InvitationsService } from './invitations.service.js';
import { personIn } from './person.js';

@ApiTags('users')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @Requires('user:manage')
  @Answers(InvitationPage)
  list(@Query({ schema: PageQuery }) query: PageQuery): Promise<CountedPage<Invitation>> {
    return this.invitations.list(query);
  }

  @Post()
  @Requires('user:manage')
  @Idempotent()
  @Answers(CreatedInvitation, 201)
  invite(@Me() me: Principal, @Body({ schema: CreateInvitation }) body: CreateInvitation): Promise<CreatedInvitation> {
    return this.invitations.invite(personIn(me), body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('user:manage')
  revoke(@Me() me: Principal, @Param('id', { schema: UserId }) id: UserId): Promise<void> {
    return this.invitations.revoke(me, id);
  }
}

const LIMIT = { name: 'invitation', per: 'ip', burst: 20, perSeconds: 60 } as const;

/** For somebody who has no account yet and holds a link. */
@ApiTags('public')
@Controller('api/v1/public/invitations')
export class PublicInvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post('look')
  @HttpCode(200)
  @Public()
  @RateLimit(LIMIT)
  @Answers(OfferedInvitation)
  look(@Body({ schema: InvitationToken }) { token }: InvitationToken): Promise<OfferedInvitation> {
    return this.invitations.look(token);
  }

  @Post('accept')
  @HttpCode(204)
  @Public()
  @RateLimit(LIMIT)
  accept(@Body({ schema: AcceptInvitation }) body: AcceptInvitation): Promise<void> {
    return this.invitations.accept(body);
  }
}
