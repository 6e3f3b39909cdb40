import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Db } from '../../../platform/database/db.js';
import { Cases } from '../../complaints/index.js';
import { CommandExecutor } from '../commands/command-executor.js';
import { CommandsRepository } from '../commands/commands.repository.js';
import { Dictionaries } from '../dictionary/dictionaries.js';
import { GroupPort } from '../ports.js';
import { Rereader } from '../set-aside/rereader.js';
import { SetAsideRepository } from '../set-aside/set-aside.repository.js';
import { BatchWriter } from './batch-writer.js';
import { Failpoints } from './failpoints.js';
import { LeaseRepository } from './lease.repository.js';
import { Preparer } from './preparer.js';
import { Recovery } from './recovery.js';
import { WorkMark } from './work-mark.js';

/** What a term of leadership works with. */
@Injectable()
export class LeaderParts {
  constructor(
    readonly db: Db,
    readonly clock: Clock,
    readonly cases: Cases,
    readonly preparer: Preparer,
    readonly dictionaries: Dictionaries,
    readonly writer: BatchWriter,
    readonly recovery: Recovery,
    readonly leases: LeaseRepository,
    readonly commands: CommandsRepository,
    readonly executor: CommandExecutor,
    readonly port: GroupPort,
    readonly setAside: SetAsideRepository,
    readonly rereader: Rereader,
    readonly failpoints: Failpoints,
    readonly mark: WorkMark,
  ) {}
}
