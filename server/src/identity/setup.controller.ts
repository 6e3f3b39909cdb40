import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Setup, SetupState } from '@tocsin/shared/identity';
import { Public } from '../platform/http/access.js';
import { RateLimit } from '../platform/http/rate-limit.guard.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { SetupService } from './setup.service.js';

@ApiTags('auth')
@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly setup: SetupService) {}

  @Get()
  @Public()
  @Answers(SetupState)
  async state(): Promise<SetupState> {
    return { open: await this.setup.isOpen() };
  }

  @Post()
  @HttpCode(204)
  @Public()
  @RateLimit({ name: 'setup', per: 'ip', burst: 10, perSeconds: 60 })
  complete(@Body({ schema: Setup }) body: Setup): Promise<void> {
    return this.setup.complete(body);
  }
}
