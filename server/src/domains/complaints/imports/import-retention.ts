import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Handles, defineQueue } from '../../../platform/jobs/index.js';
import { BlobReferences, BlobSweeper } from '../../../platform/storage/index.js';
import { ImportRetentionRepository } from './import-retention.repository.js';

const dropOld = defineQueue('complaints.drop-old-imports', { every: '7,22,37,52 * * * *' });

/**
 * Forgets the table of an import: soon when it was never started, after some weeks when its complaints are in. Each complaint keeps its own
 * row as received, and the audit log who imported which file.
 */
@Injectable()
export class ImportRetention implements OnModuleInit {
  constructor(
    private readonly repository: ImportRetentionRepository,
    private readonly references: BlobReferences,
    private readonly sweeper: BlobSweeper,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.references.add('import_job.file_sha256', (hashes) => this.repository.namedAmong(hashes));
  }

  @Handles(dropOld)
  async dropOld(): Promise<void> {
    const { unsentMs, importMs } = this.config.retention;
    const [unsent, ended] = [new Date(this.clock.ms() - unsentMs), new Date(this.clock.ms() - importMs)];
    await this.sweeper.release(await this.repository.drop({ unsent, ended }));
  }
}
