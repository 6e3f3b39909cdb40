import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ChangeStatus,
  ComplaintDetail,
  JudgeValidity,
  RawPayload,
  ReadPayload,
  RevealContact,
  RevealedContact,
  WithdrawReply,
} from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId, RowId } from '@tocsin/shared/kernel';
import type { FastifyReply } from 'fastify';
import { Me, Requires } from '../../../platform/http/access.js';
import { IfMatchRequired } from '../../../platform/http/if-match.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { ReadingService } from '../reading/reading.service.js';
import { HandlingService } from './handling.service.js';
import { StatusService } from './status.service.js';

@Controller('api/v1/complaints/:id')
export class HandlingController {
  constructor(
    private readonly handling: HandlingService,
    private readonly status: StatusService,
    private readonly reading: ReadingService,
  ) {}

  @Post('reveal')
  @Requires('complaint:reveal')
  @HttpCode(200)
  @Answers(RevealedContact)
  reveal(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Body({ schema: RevealContact }) { reason }: RevealContact,
  ): Promise<RevealedContact> {
    return this.handling.reveal(me, id, reason);
  }

  /** The payload as the sender sent it, with everything personal in it: for the one who has to prove what came in. */
  @Post('payload')
  @Requires('complaint:payload')
  @HttpCode(200)
  @Answers(RawPayload)
  payload(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Body({ schema: ReadPayload }) { reason }: RevealContact,
  ): Promise<RawPayload> {
    return this.handling.payload(me, id, reason);
  }

  @Post('validity')
  @Requires('complaint:update')
  @HttpCode(200)
  @Answers(ComplaintDetail)
  async judge(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @IfMatchRequired() version: number,
    @Body({ schema: JudgeValidity }) body: JudgeValidity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplaintDetail> {
    await this.handling.judge(me, id, version, body);
    return this.detail(me, id, reply);
  }

  @Post('status')
  @Requires('complaint:update')
  @HttpCode(200)
  @Answers(ComplaintDetail)
  async changeStatus(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @IfMatchRequired() version: number,
    @Body({ schema: ChangeStatus }) body: ChangeStatus,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplaintDetail> {
    await this.status.changeOne(me, id, version, body);
    return this.detail(me, id, reply);
  }

  /** Recorded in error: the complainant no longer reads it, and the status it came with is taken back. */
  @Post('replies/:replyId/withdraw')
  @Requires('complaint:update')
  @HttpCode(200)
  @Answers(ComplaintDetail)
  async withdrawReply(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Param('replyId', { schema: RowId }) replyId: string,
    @IfMatchRequired() version: number,
    @Body({ schema: WithdrawReply }) body: WithdrawReply,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplaintDetail> {
    await this.status.withdrawReply(me, id, replyId, { ...body, version });
    return this.detail(me, id, reply);
  }

  private async detail(me: Principal, id: ComplaintId, reply: FastifyReply): Promise<ComplaintDetail> {
    const detail = await this.reading.detail(me, id);
    void reply.header('etag', `"${detail.version}"`);
    return detail;
  }
}
