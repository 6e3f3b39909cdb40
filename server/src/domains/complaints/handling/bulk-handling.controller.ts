import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangeStatuses, PreviewStatuses, StatusesChanged, StatusesUndone, StatusPreview, UndoStatuses } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { StatusService } from './status.service.js';

@Controller('api/v1/complaints/status')
export class BulkHandlingController {
  constructor(private readonly status: StatusService) {}

  @Post()
  @Requires('complaint:update')
  @HttpCode(200)
  @Idempotent()
  @Answers(StatusesChanged)
  change(@Me() me: Principal, @Body({ schema: ChangeStatuses }) body: ChangeStatuses): Promise<StatusesChanged> {
    return this.status.changeMany(me, body);
  }

  @Post('preview')
  @Requires('complaint:update')
  @HttpCode(200)
  @Answers(StatusPreview)
  preview(@Me() me: Principal, @Body({ schema: PreviewStatuses }) body: PreviewStatuses): Promise<StatusPreview> {
    return this.status.preview(me, body);
  }

  @Post('undo')
  @Requires('complaint:update')
  @HttpCode(200)
  @Idempotent()
  @Answers(StatusesUndone)
  undo(@Me() me: Principal, @Body({ schema: UndoStatuses }) body: UndoStatuses): Promise<StatusesUndone> {
    return this.status.undo(me, body);
  }
}
