import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DismissFirstSteps, FirstSteps as Answer, type Principal } from '@tocsin/shared/identity';
import type { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import { Me, Requires } from '../platform/http/access.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { FirstSteps } from './first-steps.js';
import { FirstStepsRepository } from './first-steps.repository.js';
import { personIn } from './person.js';

@ApiTags('users')
@Controller('api/v1/first-steps')
export class FirstStepsController {
  constructor(
    private readonly steps: FirstSteps,
    private readonly repository: FirstStepsRepository,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('user:manage')
  @Answers(Answer)
  read(@Me() me: Principal): Promise<Answer> {
    return this.steps.of(personIn(me));
  }

  /** Puts the list away for this person alone, or brings it back. */
  @Put('dismissal')
  @Requires('user:manage')
  @Answers(Answer)
  async dismiss(@Me() me: Principal, @Body({ schema: DismissFirstSteps }) body: z.infer<typeof DismissFirstSteps>): Promise<Answer> {
    const person = personIn(me);
    await (body.dismissed ? this.repository.dismiss(person.id, this.clock.now()) : this.repository.restore(person.id));
    return this.steps.of(person);
  }
}
