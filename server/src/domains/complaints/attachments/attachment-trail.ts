import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { Handles, defineQueue } from '../../../platform/jobs/index.js';
import { AttachmentsRepository, type NewAttachment } from './attachments.repository.js';

const HELD_MS = 3_600_000;
const dropUnclaimed = defineQueue('complaints.drop-unclaimed-attachments', { every: '*/15 * * * *' });

@Injectable()
export class AttachmentTrail {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly attachments: AttachmentsRepository,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  async added(tx: Tx, me: Principal, complaint: ComplaintId, { id, name, mediaType, size, sha256 }: NewAttachment): Promise<void> {
    await this.audit.record(
      tx,
      me,
      'complaint.attachment-added',
      { type: 'complaint', id: complaint },
      { id, name, mediaType, size, sha256 },
    );
  }

  @Handles(dropUnclaimed)
  async dropUnclaimed(): Promise<void> {
    await this.attachments.dropUnclaimed(new Date(this.clock.ms() - HELD_MS));
  }
}
