import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Desk, type Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../platform/http/access.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { DeskRepository } from './desk.repository.js';
import { personIn } from './person.js';

/** How a person arranged their console: nobody else reads it, and nothing depends on it. */
@ApiTags('auth')
@Controller('api/v1/auth/desk')
export class DeskController {
  constructor(private readonly desks: DeskRepository) {}

  @Get()
  @Requires('session:own')
  @Answers(Desk)
  read(@Me() me: Principal): Promise<Desk> {
    return this.desks.read(personIn(me).id);
  }

  @Put()
  @Requires('session:own')
  @Answers(Desk)
  async write(@Me() me: Principal, @Body({ schema: Desk }) desk: Desk): Promise<Desk> {
    await this.desks.write(personIn(me).id, desk);
    return desk;
  }
}
