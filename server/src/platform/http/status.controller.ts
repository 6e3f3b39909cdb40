import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ServerStatus } from '@tocsin/shared/kernel';
import { Secrets } from '../config/secrets.js';
import { Public } from './access.js';
import { Answers } from './serialize.interceptor.js';

/** For pages: what this server cannot do now. Open to everybody, since the public form has to say so too. */
@ApiTags('server')
@Controller('api/v1/status')
export class StatusController {
  constructor(private readonly secrets: Secrets) {}

  @Get()
  @Public()
  @Answers(ServerStatus)
  status(): ServerStatus {
    const { lost } = this.secrets;
    return { readOnly: lost === null ? null : `secret-${lost}` };
  }
}
