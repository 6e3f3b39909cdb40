import { Controller, Get } from '@nestjs/common';
import { ClusteringHealth } from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { ConsumerHealth } from '../consumer-health.js';

/** For everybody who reads the overview: a quiet screen must not be taken for a quiet day. */
@Controller('api/v1/clustering/health')
export class ClusteringHealthController {
  constructor(private readonly health: ConsumerHealth) {}

  @Get()
  @Requires('incident:read')
  @Answers(ClusteringHealth)
  get(@Me() me: Principal): Promise<ClusteringHealth> {
    return this.health.tell(me);
  }
}
