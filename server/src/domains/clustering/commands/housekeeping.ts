import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { defineQueue, Handles } from '../../../platform/jobs/index.js';
import { CommandsRepository } from './commands.repository.js';

const forgetCommands = defineQueue('clustering.forget-commands', { every: '23 4 * * *' });
/** Moves and audit keep what was done; the letter itself is of use only while somebody may ask why it was refused. */
const KEPT_DAYS = 7;

@Injectable()
export class CommandsHousekeeping {
  constructor(
    private readonly commands: CommandsRepository,
    private readonly clock: Clock,
  ) {}

  @Handles(forgetCommands)
  async forgetCommands(): Promise<void> {
    await this.commands.forget(new Date(this.clock.ms() - KEPT_DAYS * 86_400_000));
  }
}
