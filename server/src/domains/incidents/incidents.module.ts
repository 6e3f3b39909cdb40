import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ClusteringModule } from '../clustering/index.js';
import { ComplaintsModule } from '../complaints/index.js';
import { FirstStepRepository } from './first-step.repository.js';
import { AuditedNames } from './audited-names.js';
import { IncidentCommands, IncidentRows } from './incident-commands.service.js';
import { DemandGroupsService } from './demand-groups.service.js';
import { IncidentPresenter } from './incident.presenter.js';
import { IncidentsController } from './incidents.controller.js';
import { DETECTION_PROVIDERS } from './incidents.providers.js';
import { IncidentsRepository } from './incidents.repository.js';
import { IncidentsService } from './incidents.service.js';
import { NotesRepository } from './notes.repository.js';
import { BACKTEST_PROVIDERS, BacktestController } from './backtest/index.js';
import { BrandNumbersRepository } from './brand-numbers.repository.js';
import { OverviewController } from './overview.controller.js';
import { OverviewNumbers } from './overview-numbers.js';
import { OverviewIncidents, OverviewService } from './overview.service.js';
import { DetectionPolicyController } from './policy/detection-policy.controller.js';
import { DetectionPolicyService } from './policy/detection-policy.service.js';
import { PulseReading, PulseSources } from './pulse.sources.js';
import { SituationRepository } from './situation.repository.js';
import { SituationService } from './situation.service.js';
import { IncidentExportController } from './incident-export.controller.js';
import { SituationExport } from './situation/situation-export.service.js';
import { TimelineExport } from './timeline/timeline-export.service.js';
import { WallAccess } from './wall/wall-access.js';
import { PublicWallController, WallLinksController } from './wall/wall-links.controller.js';
import { AttentionController } from './attention/attention.controller.js';
import { AttentionReading } from './attention/attention.reading.js';
import { AttentionRepository } from './attention/attention.repository.js';
import { AttentionRecord } from './attention/attention.record.js';
import { AttentionSince } from './attention/attention.since.js';
import { AttentionService } from './attention/attention.service.js';
import { WallLinksRepository } from './wall/wall-links.repository.js';
import { WallLinksService } from './wall/wall-links.service.js';
import { WallMakers } from './wall/wall-makers.js';
import { WallView } from './wall/wall-view.js';

@Module({
  imports: [ComplaintsModule, ClusteringModule, IdentityModule],
  controllers: [
    IncidentsController,
    OverviewController,
    DetectionPolicyController,
    BacktestController,
    WallLinksController,
    PublicWallController,
    AttentionController,
    IncidentExportController,
  ],
  providers: [
    FirstStepRepository,
    AuditedNames,
    ...DETECTION_PROVIDERS,
    ...[IncidentsService, NotesRepository, IncidentRows, IncidentCommands, DetectionPolicyService],
    ...[
      SituationRepository,
      SituationService,
      DemandGroupsService,
      BrandNumbersRepository,
      OverviewIncidents,
      OverviewNumbers,
      OverviewService,
      PulseReading,
      PulseSources,
    ],
    ...BACKTEST_PROVIDERS,
    ...[WallLinksRepository, WallMakers, WallView, WallAccess, WallLinksService],
    ...[AttentionRepository, AttentionReading, AttentionRecord, AttentionService, AttentionSince, TimelineExport, SituationExport],
  ],
  exports: [IncidentPresenter, IncidentsRepository, IncidentsService],
})
export class IncidentsModule {}
