import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Audit } from './audit/index.js';
import { AuditRepository } from './audit/audit.repository.js';
import { CONSUMER_PROVIDERS } from './domains/clustering/clustering.providers.js';
import { Cases } from './domains/complaints/cases/cases.js';
import { CasesRepository } from './domains/complaints/cases/cases.repository.js';
import { IntakeDesk } from './domains/complaints/intake/intake.desk.js';
import { IntakeRepository } from './domains/complaints/intake/intake.repository.js';
import { ReceiptNumbers } from './domains/complaints/intake/receipt-numbers.js';
import { IncidentDirectory } from './domains/complaints/reading/incident-directory.js';
import { RowPresenter } from './domains/complaints/reading/row.presenter.js';
import { RowsRepository } from './domains/complaints/reading/rows.repository.js';
import { SetAsideMarks } from './domains/complaints/reading/set-aside-marks.js';
import { DETECTION_PROVIDERS } from './domains/incidents/incidents.providers.js';
import { EventLog, Pulses } from './live/index.js';
import type { Clock } from './platform/clock/clock.js';
import { ClockModule } from './platform/clock/clock.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { CryptoModule } from './platform/crypto/crypto.module.js';
import { DatabaseModule, secretsOf, type Db } from './platform/database/index.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';

@Global()
@Module({ providers: [EventLog, Pulses, AuditRepository, Audit], exports: [EventLog, Pulses, Audit] })
class TellingModule {}

const READING = [
  Cases,
  CasesRepository,
  RowsRepository,
  RowPresenter,
  IncidentDirectory,
  SetAsideMarks,
  IntakeDesk,
  ReceiptNumbers,
  IntakeRepository,
];

/** What the clustering thread is made of: the writer of groups and what listens to it, without doors to the outside. */
@Module({})
export class ClustererModule {
  static of(config: Config, clock: Clock, db: Db): DynamicModule {
    return {
      module: ClustererModule,
      imports: [
        ConfigModule.of(config, secretsOf(db, config)),
        ClockModule.of(clock),
        DatabaseModule.of(db),
        CryptoModule,
        MetricsModule,
        TellingModule,
      ],
      providers: [...READING, ...CONSUMER_PROVIDERS, ...DETECTION_PROVIDERS],
    };
  }
}
