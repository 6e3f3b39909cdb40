import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { maskText, type AttachmentRow } from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { DetailRepository } from '../reading/detail.repository.js';
import { attachmentOf } from '../reading/reading.service.js';
import { AttachmentStorage } from './attachment-storage.js';
import { AttachmentTrail } from './attachment-trail.js';
import { AttachmentsRepository } from './attachments.repository.js';
import type { Upload } from './upload.js';

const MOST = 20;

@Injectable()
export class AttachmentsService {
  constructor(
    private readonly storage: AttachmentStorage,
    private readonly attachments: AttachmentsRepository,
    private readonly complaints: DetailRepository,
    private readonly trail: AttachmentTrail,
  ) {}

  async add(me: Principal, complaint: ComplaintId, upload: Upload): Promise<AttachmentRow> {
    await this.visible(me, complaint);
    const owner = { complaintId: complaint, addedBy: `${me.kind}:${me.id}` };
    const added = await this.storage.store(upload, owner, async (tx, attachment) => {
      await this.attachments.add(tx, attachment, null);
      if ((await this.attachments.count(complaint, tx)) > MOST) throw new Problem('resource/conflict', { most: MOST });
      await this.trail.added(tx, me, complaint, attachment);
    });
    const { complaintId: _, addedBy: __, ...row } = added;
    return { ...row, name: maskText(row.name), addedAt: row.addedAt.toISOString() };
  }

  async read(me: Principal, complaint: ComplaintId, id: AttachmentId): Promise<{ row: AttachmentRow; stream: Readable }> {
    await this.visible(me, complaint);
    const stored = await this.attachments.find(complaint, id);
    if (!stored) throw notFound();
    const row = attachmentOf(stored);
    // Before the first byte leaves.
    await this.storage.recording((tx) => this.trail.read(tx, me, complaint, row));
    return { row, stream: await this.storage.read(row.sha256) };
  }

  private async visible(me: Principal, id: ComplaintId): Promise<void> {
    const complaint = await this.complaints.find(id);
    if (!complaint || !seesBrand(me, complaint.brand)) throw notFound();
  }
}
