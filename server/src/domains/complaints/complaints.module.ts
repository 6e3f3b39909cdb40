import { Module } from '@nestjs/common';
import { FirstStepRepository } from './first-step.repository.js';
import { AuditedNames } from './audited-names.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { AttachmentsRepository } from './attachments/attachments.repository.js';
import { AttachmentRetention } from './attachments/attachment-retention.js';
import { AttachmentStorage } from './attachments/attachment-storage.js';
import { AttachmentTrail } from './attachments/attachment-trail.js';
import { AttachmentsService } from './attachments/attachments.service.js';
import { UnsentUploads } from './attachments/unsent-uploads.js';
import { Cases } from './cases/cases.js';
import { MessagesRepository } from './cases/messages.repository.js';
import { RepliesRepository } from './cases/replies.repository.js';
import { CasesRepository } from './cases/cases.repository.js';
import { BulkHandlingController } from './handling/bulk-handling.controller.js';
import { HandlingController } from './handling/handling.controller.js';
import { HandlingRepository } from './handling/handling.repository.js';
import { DecisionRecord } from './handling/decision-record.js';
import { HandlingService } from './handling/handling.service.js';
import { StatusService } from './handling/status.service.js';
import { BulkOnce, BulkReader } from './intake/bulk.once.js';
import { BulkPreparer } from './intake/bulk.preparer.js';
import { BulkRepository } from './intake/bulk.repository.js';
import { BulkService } from './intake/bulk.service.js';
import { ComplaintMoves } from './history/complaint-moves.js';
import { HistoryController } from './history/history.controller.js';
import { HistoryRepository } from './history/history.repository.js';
import { HistoryService } from './history/history.service.js';
import { IntakeController } from './intake/intake.controller.js';
import { IntakeDesk } from './intake/intake.desk.js';
import { IntakeLane } from './intake/intake.lane.js';
import { IntakeRepository } from './intake/intake.repository.js';
import { IntakeService } from './intake/intake.service.js';
import { IntakeStore } from './intake/intake.store.js';
import { IntakeWriter } from './intake/intake.writer.js';
import { ReceiptNumbers } from './intake/receipt-numbers.js';
import { ImportController } from './imports/import.controller.js';
import { ImportFile } from './imports/import.file.js';
import { ImportRetention } from './imports/import-retention.js';
import { ImportRetentionRepository } from './imports/import-retention.repository.js';
import { ImportRepository } from './imports/import.repository.js';
import { ImportRunner } from './imports/import.runner.js';
import { ImportErrors } from './imports/import.errors.js';
import { ImportService, ImportSurvey } from './imports/import.service.js';
import { ImportWriter } from './imports/import.writer.js';
import { PlainPagesController } from './public/plain-pages.controller.js';
import { PublicController } from './public/public.controller.js';
import { PublicRepository } from './public/public.repository.js';
import { PublicFiling, PublicTracking } from './public/public.service.js';
import { PublicVoice } from './public/public.voice.js';
import { ReceiptsController } from './public/receipts.controller.js';
import { ReceiptCodes } from './public/receipt-codes.js';
import { ReceiptGuesses } from './public/receipt-guesses.js';
import { ComplaintsController } from './reading/complaints.controller.js';
import { DetailRepository } from './reading/detail.repository.js';
import { ExportController } from './reading/export.controller.js';
import { ExportRecords } from './reading/export.record.js';
import { ExportRepository } from './reading/export.repository.js';
import { ExportService } from './reading/export.service.js';
import { IncidentDirectory } from './reading/incident-directory.js';
import { ComplaintCounts } from './reading/complaint-counts.js';
import { PersonSearches } from './reading/person-searches.js';
import { ReadingService } from './reading/reading.service.js';
import { SamePersonController } from './reading/same-person.controller.js';
import { SamePersonService } from './reading/same-person.service.js';
import { RowPresenter } from './reading/row.presenter.js';
import { RowsRepository } from './reading/rows.repository.js';
import { SetAsideMarks } from './reading/set-aside-marks.js';
import { SearchController } from './search/search.controller.js';

@Module({
  // `export` and `count` must be known before `:id` could take them for an id.
  controllers: [
    IntakeController,
    ExportController,
    ComplaintsController,
    BulkHandlingController,
    HandlingController,
    HistoryController,
    SamePersonController,
    AttachmentsController,
    PublicController,
    ReceiptsController,
    PlainPagesController,
    ImportController,
    SearchController,
  ],
  providers: [
    ...[IntakeRepository, ReceiptNumbers, IntakeDesk, IntakeStore, IntakeWriter, IntakeService, IntakeLane, BulkPreparer],
    ...[BulkRepository, BulkReader, BulkOnce, BulkService],
    FirstStepRepository,
    AuditedNames,
    ...[CasesRepository, MessagesRepository, RepliesRepository, Cases],
    ...[
      RowsRepository,
      DetailRepository,
      RowPresenter,
      IncidentDirectory,
      ComplaintCounts,
      SetAsideMarks,
      PersonSearches,
      ReadingService,
      ExportRepository,
      ExportRecords,
      ExportService,
    ],
    ...[HistoryRepository, ComplaintMoves, HistoryService, SamePersonService],
    ...[HandlingRepository, DecisionRecord, HandlingService, StatusService],
    ...[AttachmentsRepository, AttachmentStorage, AttachmentTrail, AttachmentsService, UnsentUploads, AttachmentRetention],
    ...[ImportRepository, ImportFile, ImportWriter, ImportRunner, ImportSurvey, ImportService, ImportErrors],
    ...[ImportRetentionRepository, ImportRetention],
    ...[PublicRepository, ReceiptCodes, ReceiptGuesses, PublicFiling, PublicTracking, PublicVoice],
  ],
  exports: [Cases, ComplaintCounts, IncidentDirectory, SetAsideMarks, ComplaintMoves],
})
export class ComplaintsModule {}
