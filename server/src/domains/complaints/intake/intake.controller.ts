import type { IncomingMessage } from 'node:http';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { BulkResult, ComplaintAccepted, NewComplaint } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Me, Requires } from '../../../platform/http/access.js';
import { ReadsLines } from '../../../platform/http/described.js';
import { Idempotent, keyNameOf, TakesKey } from '../../../platform/http/idempotency.interceptor.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { Problem } from '../../../platform/problems/index.js';
import { BulkService } from './bulk.service.js';
import { IntakeService } from './intake.service.js';
import type { Answer } from './intake.types.js';

@Controller('api/v1/complaints')
export class IntakeController {
  constructor(
    private readonly intake: IntakeService,
    private readonly bulk: BulkService,
  ) {}

  @Post()
  @Requires('complaint:create')
  @Idempotent()
  @Answers(ComplaintAccepted, 201)
  async file(
    @Me() me: Principal,
    @Body({ schema: NewComplaint }) body: NewComplaint,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { answer, created } = await this.intake.file(me, body, request.rawBody ?? Buffer.from(JSON.stringify(body)));
    if (!created) void reply.status(200);
    return answer;
  }

  /** One complaint a line, `application/x-ndjson`. */
  @Post('bulk')
  @ReadsLines(NewComplaint)
  @Requires('complaint:create')
  @TakesKey()
  @HttpCode(200)
  @Answers(BulkResult)
  async fileMany(
    @Me() me: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkResult> {
    if (!isStream(request.body)) throw new Problem('request/unsupported-media', { expected: 'application/x-ndjson' });
    const name = keyNameOf(request);
    if (name === null) return this.bulk.take(me, request.body);
    const { result, replayed } = await this.bulk.takeOnce(me, request.body, name);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return result;
  }
}

const isStream = (body: unknown): body is IncomingMessage => typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
