import { Module } from '@nestjs/common';
import { Cases } from './cases/cases.js';
import { CasesRepository } from './cases/cases.repository.js';
import { BulkService } from './intake/bulk.service.js';
import { IntakeController } from './intake/intake.controller.js';
import { IntakeDesk } from './intake/intake.desk.js';
import { IntakeRepository } from './intake/intake.repository.js';
import { IntakeService } from './intake/intake.service.js';
import { IntakeStore } from './intake/intake.store.js';
import { IntakeWriter } from './intake/intake.writer.js';
import { ReceiptNumbers } from './intake/receipt-numbers.js';
import { ComplaintsController } from './reading/complaints.controller.js';
import { DetailRepository } from './reading/detail.repository.js';
import { IncidentDirectory } from './reading/incident-directory.js';
import { ReadingService } from './reading/reading.service.js';
import { RowPresenter } from './reading/row.presenter.js';
import { RowsRepository } from './reading/rows.repository.js';

@Module({
  controllers: [IntakeController, ComplaintsController],
  providers: [
    ...[IntakeRepository, ReceiptNumbers, IntakeDesk, IntakeStore, IntakeWriter, IntakeService, BulkService],
    ...[CasesRepository, Cases],
    ...[RowsRepository, DetailRepository, RowPresenter, IncidentDirectory, ReadingService],
  ],
  exports: [Cases, IncidentDirectory],
})
export class ComplaintsModule {}
