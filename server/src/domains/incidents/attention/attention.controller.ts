import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { AcknowledgeAlarm, Attention, LookAtIncident, LookedAt, SinceLooked } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { IncidentId } from '@tocsin/shared/kernel';
import { personIn } from '../../../identity/index.js';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AttentionSince } from './attention.since.js';
import { AttentionService } from './attention.service.js';

/** Everybody's own marks: nobody reads or sets those of another. */
@Controller('api/v1/attention')
export class AttentionController {
  constructor(
    private readonly attention: AttentionService,
    private readonly since: AttentionSince,
  ) {}

  @Get()
  @Requires('incident:read')
  @Answers(Attention)
  read(@Me() me: Principal): Promise<Attention> {
    return this.attention.read(personIn(me));
  }

  @Get('incidents/:id/since')
  @Requires('incident:read')
  @Answers(SinceLooked)
  sinceLooked(@Me() me: Principal, @Param('id', { schema: IncidentId }) id: IncidentId): Promise<SinceLooked> {
    return this.since.of(personIn(me), id);
  }

  @Put('incidents/:id/seen')
  @Requires('incident:read')
  @Answers(LookedAt)
  look(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Body({ schema: LookAtIncident }) body: LookAtIncident,
  ): Promise<LookedAt> {
    return this.attention.look(personIn(me), id, body);
  }

  @Put('incidents/:id/acknowledged')
  @Requires('incident:read')
  @Answers(Attention)
  acknowledge(
    @Me() me: Principal,
    @Param('id', { schema: IncidentId }) id: IncidentId,
    @Body({ schema: AcknowledgeAlarm }) body: AcknowledgeAlarm,
  ): Promise<Attention> {
    return this.attention.acknowledge(personIn(me), id, body);
  }
}
