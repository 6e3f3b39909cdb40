import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { newId, type AttachmentId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { BlobStore, BlobSweeper } from '../../../platform/storage/index.js';
import type { NewAttachment } from './attachments.repository.js';
import { HEAD, mediaTypeOf, safeName } from './media.js';
import type { Upload } from './upload.js';

const LARGEST = 10 * 1024 * 1024;

/** The bytes of an attachment, and the transaction in which its row is written. */
@Injectable()
export class AttachmentStorage {
  constructor(
    private readonly db: Db,
    private readonly blobs: BlobStore,
    private readonly sweeper: BlobSweeper,
    private readonly clock: Clock,
  ) {}

  /** In a transaction of its own, for what no row of an attachment is written with. */
  recording(write: (tx: Tx) => Promise<void>): Promise<void> {
    return this.db.transaction(write);
  }

  read(sha256: string): Promise<Readable> {
    return this.blobs.get(sha256);
  }

  /** When `write` refuses, the bytes go again. */
  async store(
    { name, bytes }: Upload,
    owner: Pick<NewAttachment, 'complaintId' | 'addedBy'>,
    write: (tx: Tx, attachment: NewAttachment) => Promise<void>,
  ): Promise<NewAttachment> {
    const { head, rest } = await headOf(bytes);
    const mediaType = await mediaTypeOf(head);
    const stored = await this.blobs.put(rest, { maxBytes: LARGEST });
    const { sha256, size } = stored;
    const addedAt = this.clock.now();
    const attachment = { id: newId<AttachmentId>(addedAt.getTime()), name: safeName(name), mediaType, size, sha256, addedAt, ...owner };
    try {
      await this.db.transaction((tx) => write(tx, attachment));
    } catch (error) {
      await this.sweeper.discard(stored);
      throw error;
    }
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
