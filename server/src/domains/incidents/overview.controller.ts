import { Controller, Get } from '@nestjs/common';
import { Overview } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import type { z } from 'zod';
import { Me, Requires } from '../../platform/http/access.js';
import { Answers } from '../../platform/http/serialize.interceptor.js';
import { OverviewService } from './overview.service.js';

@Controller('api/v1/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @Requires('incident:read')
  @Answers(Overview)
  read(@Me() me: Principal): Promise<z.infer<typeof Overview>> {
    return this.overview.read(me.brands);
  }
}
