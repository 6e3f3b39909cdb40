import { Injectable } from '@nestjs/common';
import type { Principal } from '@tocsin/shared/identity';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import type { Tx } from '../../../platform/database/db.js';
import type { NewAttachment } from './attachments.repository.js';

@Injectable()
export class AttachmentTrail {
  constructor(private readonly audit: Audit) {}

  async added(tx: Tx, me: Principal, complaint: ComplaintId, { id, name, mediaType, size, sha256 }: NewAttachment): Promise<void> {
    await this.audit.record(
      tx,
      me,
      'complaint.attachment-added',
      { type: 'complaint', id: complaint },
      { id, name, mediaType, size, sha256 },
    );
  }
}
