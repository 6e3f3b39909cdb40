import { Body, Controller, Get, Put, Res, UseGuards } from '@nestjs/common';
import { ChangeDetectionPolicy, VersionedDetectionPolicy } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { IfMatch } from '../../../platform/http/if-match.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { DetectionPolicyService } from './detection-policy.service.js';

@Controller('api/v1/policies/detection')
export class DetectionPolicyController {
  constructor(private readonly policies: DetectionPolicyService) {}

  @Get()
  @Requires('policy:read')
  @Answers(VersionedDetectionPolicy)
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<VersionedDetectionPolicy> {
    return tagged(reply, await this.policies.read());
  }

  /** It decides for every brand. */
  @Put()
  @UseGuards(AllBrandsGuard)
  @Requires('policy:write')
  @Answers(VersionedDetectionPolicy)
  async change(
    @Me() me: Principal,
    @IfMatch() seen: number | null,
    @Body({ schema: ChangeDetectionPolicy }) { version: _, ...to }: z.infer<typeof ChangeDetectionPolicy>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VersionedDetectionPolicy> {
    return tagged(reply, await this.policies.change(me, to, seen));
  }
}

function tagged(reply: FastifyReply, policy: VersionedDetectionPolicy): VersionedDetectionPolicy {
  void reply.header('etag', `"${policy.version}"`);
  return policy;
}
