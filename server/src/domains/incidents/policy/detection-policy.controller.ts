import { Body, Controller, Get, Put, UseGuards } from '@nestjs/common';
import { DetectionPolicy } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { DetectionPolicyService } from './detection-policy.service.js';

@Controller('api/v1/policies/detection')
export class DetectionPolicyController {
  constructor(private readonly policies: DetectionPolicyService) {}

  @Get()
  @Requires('policy:read')
  @Answers(DetectionPolicy)
  read(): Promise<DetectionPolicy> {
    return this.policies.read();
  }

  /** It decides for every brand. */
  @Put()
  @UseGuards(AllBrandsGuard)
  @Requires('policy:write')
  @Answers(DetectionPolicy)
  change(@Me() me: Principal, @Body({ schema: DetectionPolicy }) body: DetectionPolicy): Promise<DetectionPolicy> {
    return this.policies.change(me, body);
  }
}
