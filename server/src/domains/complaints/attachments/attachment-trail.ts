import { Injectable } from '@nestjs/common';
import { maskText } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { AttachmentId, ComplaintId } from '@tocsin/shared/kernel';
import { Audit } from '../../../audit/index.js';
import type { Tx } from '../../../platform/database/db.js';

/** What the record keeps of a file. */
export interface Recorded {
  id: AttachmentId;
  /** As it was given: people name pictures after a number to call, and no entry can ever be changed, so it is masked here. */
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

/** Who brought a file to a complaint, and who took it out. */
@Injectable()
export class AttachmentTrail {
  constructor(private readonly audit: Audit) {}

  async added(tx: Tx, me: Principal, complaint: ComplaintId, file: Recorded): Promise<void> {
    await this.audit.record(tx, me, 'complaint.attachment-added', { type: 'complaint', id: complaint }, masked(file));
  }

  /** All that a complainant sent with the form. */
  async claimed(tx: Tx, complaint: ComplaintId, files: readonly Recorded[]): Promise<void> {
    const detail = { files: files.length, attachments: files.map(masked) };
    await this.audit.record(tx, 'public', 'complaint.attachments-claimed', { type: 'complaint', id: complaint }, detail);
  }

  async read(tx: Tx, me: Principal, complaint: ComplaintId, file: Recorded): Promise<void> {
    const { name: fileName, ...rest } = masked(file);
    await this.audit.record(tx, me, 'complaint.attachment-read', { type: 'complaint', id: complaint }, { fileName, ...rest });
  }
}

const masked = ({ id, name, mediaType, size, sha256 }: Recorded): Recorded => ({ id, name: maskText(name), mediaType, size, sha256 });
