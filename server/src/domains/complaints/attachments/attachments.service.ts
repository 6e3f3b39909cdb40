import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { AttachmentRow, UploadedAttachment } from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { newId, type AttachmentId, type ComplaintId } from '@tocsin/shared/kernel';
import { Db, type Tx } from '../../../platform/database/db.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import { BlobStore } from '../../../platform/storage/index.js';
import { DetailRepository } from '../reading/detail.repository.js';
import { attachmentOf } from '../reading/reading.service.js';
import { AttachmentTrail } from './attachment-trail.js';
import { AttachmentsRepository, PUBLIC, type NewAttachment } from './attachments.repository.js';
import { HEAD, mediaTypeOf, safeName } from './media.js';
import type { Upload } from './upload.js';

const LARGEST = 10 * 1024 * 1024;
const MOST = 20;

@Injectable()
export class AttachmentsService {
  constructor(
    private readonly db: Db,
    private readonly blobs: BlobStore,
    private readonly attachments: AttachmentsRepository,
    private readonly complaints: DetailRepository,
    private readonly trail: AttachmentTrail,
  ) {}

  /** Held until a complaint names it. */
  async hold(upload: Upload): Promise<UploadedAttachment> {
    const { addedAt: _, complaintId: __, sha256: ___, addedBy: ____, ...shown } = await this.store(upload, null, PUBLIC);
    return shown;
  }

  async add(me: Principal, complaint: ComplaintId, upload: Upload): Promise<AttachmentRow> {
    await this.visible(me, complaint);
    const {
      complaintId: _,
      addedBy: __,
      ...row
    } = await this.store(upload, complaint, `${me.kind}:${me.id}`, async (tx, attachment) => {
      if ((await this.attachments.count(complaint, tx)) > MOST) throw new Problem('resource/conflict', { most: MOST });
      await this.trail.added(tx, me, complaint, attachment);
    });
    return { ...row, addedAt: row.addedAt.toISOString() };
  }

  async read(me: Principal, complaint: ComplaintId, id: AttachmentId): Promise<{ row: AttachmentRow; stream: Readable }> {
    await this.visible(me, complaint);
    const stored = await this.attachments.find(complaint, id);
    if (!stored) throw notFound();
    const row = attachmentOf(stored);
    return { row, stream: await this.blobs.get(row.sha256) };
  }

  private async visible(me: Principal, id: ComplaintId): Promise<void> {
    const complaint = await this.complaints.find(id);
    if (!complaint || !seesBrand(me, complaint.brand)) throw notFound();
  }

  private async store(
    { name, bytes }: Upload,
    complaintId: ComplaintId | null,
    addedBy: string,
    also: (tx: Tx, attachment: NewAttachment) => Promise<void> = () => Promise.resolve(),
  ): Promise<NewAttachment> {
    const { head, rest } = await headOf(bytes);
    const mediaType = await mediaTypeOf(head);
    const { sha256, size } = await this.blobs.put(rest, { maxBytes: LARGEST });
    const addedAt = this.trail.now();
    const attachment = {
      id: newId<AttachmentId>(addedAt.getTime()),
      complaintId,
      name: safeName(name),
      mediaType,
      size,
      sha256,
      addedAt,
      addedBy,
    };
    await this.db.transaction(async (tx) => {
      await this.attachments.add(attachment, tx);
      await also(tx, attachment);
    });
    return attachment;
  }
}

/** Enough of the beginning to tell the type, and the whole from the beginning. */
async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    taken.push(value);
    size += value.length;
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield* taken;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  return { head: Buffer.concat(taken), rest: rest() };
}
