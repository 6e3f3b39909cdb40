import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Handles, defineQueue } from '../../../platform/jobs/index.js';
import { BlobReferences, BlobSweeper } from '../../../platform/storage/index.js';
import { AttachmentsRepository } from './attachments.repository.js';

const dropUnclaimed = defineQueue('complaints.drop-unclaimed-attachments', { every: '*/15 * * * *' });

/** Forgets uploads whose form was never sent. What a complaint refers to is never touched. */
@Injectable()
export class AttachmentRetention implements OnModuleInit {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly references: BlobReferences,
    private readonly sweeper: BlobSweeper,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.references.add('attachment.sha256', (hashes) => this.attachments.namedAmong(hashes));
  }

  @Handles(dropUnclaimed)
  async dropUnclaimed(): Promise<void> {
    const before = new Date(this.clock.ms() - this.config.retention.unsentMs);
    await this.sweeper.release(await this.attachments.dropUnclaimed(before));
  }
}
