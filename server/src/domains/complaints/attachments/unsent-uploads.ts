import { Injectable } from '@nestjs/common';
import type { UploadedAttachment } from '@tocsin/shared/complaints';
import { Config } from '../../../platform/config/config.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { senderOf } from '../../../platform/http/rate-limiter.js';
import { Problem } from '../../../platform/problems/index.js';
import { AttachmentStorage } from './attachment-storage.js';
import { AttachmentsRepository, PUBLIC, type Waiting } from './attachments.repository.js';
import type { Upload } from './upload.js';

const MB = 1024 * 1024;

/** Uploads that wait for their form; never more than the quota allows, however many come at once. */
@Injectable()
export class UnsentUploads {
  constructor(
    private readonly storage: AttachmentStorage,
    private readonly attachments: AttachmentsRepository,
    private readonly sealer: Sealer,
    private readonly config: Config,
  ) {}

  /** Held until a complaint names it. */
  async hold(upload: Upload, ip: string): Promise<UploadedAttachment> {
    // Tells senders apart without keeping their addresses.
    const heldFrom = this.sealer.mark('upload sender', senderOf(ip));
    this.refuseBeyond(await this.attachments.waiting(heldFrom), 1);
    const held = await this.storage.store(upload, { complaintId: null, addedBy: PUBLIC }, async (tx, attachment) => {
      this.refuseBeyond(await this.attachments.waitingAlone(tx, heldFrom), attachment.size);
      await this.attachments.add(tx, attachment, heldFrom);
    });
    const { id, name, mediaType, size } = held;
    return { id, name, mediaType, size };
  }

  private refuseBeyond({ all, sender }: Waiting, size: number): void {
    const { unsentBytes, unsentBytesPerSender } = this.config.retention;
    const most = sender + size > unsentBytesPerSender ? unsentBytesPerSender : all + size > unsentBytes ? unsentBytes : null;
    if (most !== null) throw new Problem('upload/too-much-waiting', { maxMb: most / MB });
  }
}
