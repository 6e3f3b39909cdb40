import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangeStatuses, StatusesChanged } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { HandlingService } from './handling.service.js';

@Controller('api/v1/complaints/status')
export class BulkHandlingController {
  constructor(private readonly handling: HandlingService) {}

  @Post()
  @Requires('complaint:update')
  @HttpCode(200)
  @Answers(StatusesChanged)
  change(@Me() me: Principal, @Body({ schema: ChangeStatuses }) body: ChangeStatuses): Promise<StatusesChanged> {
    return this.handling.changeStatuses(me, body);
  }
}
