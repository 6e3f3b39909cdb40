import { Module } from '@nestjs/common';
import { ComplaintsModule } from '../complaints/index.js';
import { FirstStepRepository } from './first-step.repository.js';
import { AuditedNames } from './audited-names.js';
import { ClusteringGauges } from './clustering.gauges.js';
import { CONSUMER_PROVIDERS } from './clustering.providers.js';
import { CommandsService } from './commands/commands.service.js';
import { CommandsRepository } from './commands/commands.repository.js';
import { CommandsHousekeeping } from './commands/housekeeping.js';
import { DictionaryController } from './dictionary/dictionary.controller.js';
import { DictionaryImporter } from './dictionary/dictionary.import.js';
import { DictionaryService } from './dictionary/dictionary.service.js';
import { ConsumerHost } from './consumer/consumer-host.js';
import { ThreadFaults } from './consumer/thread-faults.js';
import { ProgressRepository } from './consumer/progress.repository.js';
import { ReclusterAttendant } from './recluster/attendant.js';
import { ReclusterController } from './recluster/recluster.controller.js';
import { ReclusterService } from './recluster/recluster.service.js';
import { BrandsController } from './groups/brands.controller.js';
import { BrandsRepository } from './groups/brands.repository.js';
import { EffectsRepository } from './groups/effects.repository.js';
import { EffectsService } from './groups/effects.service.js';
import { GroupReader } from './groups/group-reader.repository.js';
import { ExplanationController, GroupsController } from './groups/groups.controller.js';
import { GroupsRepository } from './groups/groups.repository.js';
import { MembersRepository } from './groups/members.repository.js';
import { PastMovesRepository } from './groups/past-moves.repository.js';
import { GroupsService } from './groups/groups.service.js';
import { StudioController, WhyNotController } from './studio/studio.controller.js';
import { StudioRepository } from './studio/studio.repository.js';
import { StudioService } from './studio/studio.service.js';
import { GroupPort } from './ports.js';
import { ConsumerHealth } from './consumer-health.js';
import { ClusteringHealthController } from './set-aside/health.controller.js';
import { SetAsideController } from './set-aside/set-aside.controller.js';
import { SetAsideService } from './set-aside/set-aside.service.js';

@Module({
  imports: [ComplaintsModule],
  controllers: [
    SetAsideController,
    ClusteringHealthController,
    ReclusterController,
    StudioController,
    WhyNotController,
    GroupsController,
    ExplanationController,
    DictionaryController,
    BrandsController,
  ],
  providers: [
    FirstStepRepository,
    AuditedNames,
    ...CONSUMER_PROVIDERS,
    ...[
      SetAsideService,
      ConsumerHealth,
      ThreadFaults,
      ConsumerHost,
      ClusteringGauges,
      ReclusterAttendant,
      ReclusterService,
      CommandsService,
      CommandsHousekeeping,
    ],
    ...[
      GroupReader,
      PastMovesRepository,
      BrandsRepository,
      GroupsService,
      EffectsRepository,
      EffectsService,
      DictionaryService,
      DictionaryImporter,
      StudioRepository,
      StudioService,
    ],
  ],
  exports: [GroupPort, GroupsRepository, GroupReader, CommandsRepository, ProgressRepository, MembersRepository],
})
export class ClusteringModule {}
