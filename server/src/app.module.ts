import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { ClusteringModule } from './domains/clustering/index.js';
import { ComplaintsModule } from './domains/complaints/index.js';
import { DrillsModule } from './domains/drills/index.js';
import { IncidentsModule } from './domains/incidents/index.js';
import { IdentityModule } from './identity/identity.module.js';
import { LiveModule } from './live/live.module.js';
import { BackupModule } from './platform/backup/index.js';
import type { Clock } from './platform/clock/clock.js';
import { ClockModule } from './platform/clock/clock.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Secrets } from './platform/config/secrets.js';
import { CryptoModule } from './platform/crypto/crypto.module.js';
import { DatabaseModule, type Db } from './platform/database/index.js';
import { HttpModule } from './platform/http/http.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { StorageModule } from './platform/storage/index.js';

/** In the order in which one may call another. */
const DOMAINS: DynamicModule['imports'] = [ComplaintsModule, ClusteringModule, IncidentsModule, DrillsModule];

@Module({})
export class AppModule {
  /** `extra` is for tests that need a route or a job of their own. */
  static of(config: Config, secrets: Secrets, clock: Clock, db: Db, extra: readonly Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config, secrets),
        ClockModule.of(clock),
        DatabaseModule.of(db),
        CryptoModule,
        MetricsModule,
        HttpModule,
        JobsModule,
        StorageModule,
        BackupModule,
        AuditModule,
        IdentityModule,
        LiveModule,
        ...(DOMAINS ?? []),
        ...extra,
      ],
    };
  }
}
