import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintAccepted, ComplaintDetail, ImportJob, PublicReceipt, UploadedAttachment } from '@tocsin/shared/complaints';
import { testApp, type TestApp } from '../../../test/app.js';
import { asOwner } from '../../../test/database.js';
import { BlobReferences, BlobStore, BlobSweeper } from '../../platform/storage/index.js';
import { AttachmentRetention } from './attachments/attachment-retention.js';
import { ImportRetention } from './imports/import-retention.js';

const MB = 1024 * 1024;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** Not blobs: digests of bodies, of a payload that lies in its own row, of an engine snapshot that can be made anew. */
const NO_BLOBS = ['bulk_block.sha256', 'complaint.raw_sha256', 'engine_snapshot.sha256', 'idempotency_key.body_sha256'];

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ env: { TOCSIN_ROLES: 'api', TOCSIN_UNSENT_MB_PER_SENDER: '10', TOCSIN_UNSENT_HOURS: '24' } });
});
afterAll(() => app.close());

let made = 0;
/** No two are alike. */
const picture = (size = 0): Buffer => Buffer.concat([PNG, Buffer.from(`picture ${(made += 1)}`), Buffer.alloc(size)]);
const file = (bytes: Uint8Array, name = '截图.png'): FormData => {
  const data = new FormData();
  data.append('file', new Blob([new Uint8Array(bytes)]), name);
  return data;
};
const hold = (bytes: Uint8Array) => app.as.nobody.post('/public/attachments', file(bytes)).expect<UploadedAttachment>(201);
const send = (attachments: readonly string[]) =>
  app.as.nobody.post('/public/complaints', { text: '门店拒绝退还押金,已经等了两周', contact: '13800138000', consent: true, attachments });
const isStored = (bytes: Uint8Array): Promise<boolean> => app.get(BlobStore).has(createHash('sha256').update(bytes).digest('hex'));
const dropUnsent = async (): Promise<void> => {
  await app.get(AttachmentRetention).dropUnclaimed();
  await app.get(ImportRetention).dropOld();
};

describe('uploads whose form was never sent', () => {
  it('go after a day, rows and bytes, and can no longer be claimed', async () => {
    const bytes = picture();
    const { id } = await hold(bytes);
    app.clock.advance({ hours: 23 });
    await dropUnsent();
    expect(await isStored(bytes)).toBe(true);
    app.clock.advance({ hours: 2 });
    await dropUnsent();
    expect(await isStored(bytes)).toBe(false);
    expect((await send([id]).problem(422, 'request/invalid')).issues).toMatchObject([{ path: 'attachments' }]);
  });

  it('stay as long as a complaint names the same bytes', async () => {
    const bytes = picture();
    const [mine, other] = [await hold(bytes), await hold(bytes)];
    expect(mine.id).not.toBe(other.id);
    const { receiptNo } = await send([mine.id]).expect<PublicReceipt>(201);
    app.clock.advance({ hours: 25 });
    await dropUnsent();
    await app.get(BlobSweeper).sweep();
    const [row] = await asOwner<{ id: string }>(app.database, 'SELECT id FROM complaint WHERE receipt_no = $1', [receiptNo]);
    const { attachments } = await (await app.as.agent()).get(`/complaints/${row?.id}`).expect<ComplaintDetail>(200);
    expect(attachments).toHaveLength(1);
    expect(await app.get(BlobStore).verify(attachments[0]?.sha256 ?? '')).toBe(true);
  });

  it('are no more than the quota of their sender, also when many come at once, and sending the form frees it', async () => {
    const first = await hold(picture(4 * MB));
    const second = picture(4 * MB);
    await hold(second);
    const many = await Promise.all([1, 2, 3].map(() => app.as.nobody.post('/public/attachments', file(picture(3 * MB)))));
    expect(many.map(({ status }) => status)).toEqual([429, 429, 429]);
    expect(many[0]?.body).toMatchObject({ code: 'upload/too-much-waiting', params: { maxMb: 10 } });
    await send([first.id]).expect(201);
    await hold(picture(3 * MB));
    app.clock.advance({ hours: 25 });
    await dropUnsent();
    expect(await isStored(second)).toBe(false);
    await hold(picture(4 * MB));
  });

  it('leave nothing when they are refused', async () => {
    const { id } = await (
      await app.as.key('complaint:create')
    )
      .post('/complaints', { text: 'x', channel: 'phone' })
      .expect<ComplaintAccepted>(201);
    for (let i = 0; i < 20; i += 1) await (await app.as.agent()).post(`/complaints/${id}/attachments`, file(picture())).expect(201);
    const refused = picture();
    await (await app.as.agent()).post(`/complaints/${id}/attachments`, file(refused)).problem(409, 'resource/conflict');
    expect(await isStored(refused)).toBe(false);
  });
});

describe('import files', () => {
  const table = (): Buffer => Buffer.from(`内容\n没有发货 ${(made += 1)}\n`);
  const upload = async (bytes: Uint8Array): Promise<ImportJob> =>
    (await app.as.agent()).post('/imports', file(bytes, '投诉.csv')).expect<ImportJob>(201);

  it('go after a day when they were never started', async () => {
    const bytes = table();
    const { id } = await upload(bytes);
    app.clock.advance({ hours: 25 });
    await dropUnsent();
    expect(await isStored(bytes)).toBe(false);
    await (await app.as.agent()).get(`/imports/${id}`).problem(404, 'resource/not-found');
  });

  it('go thirty days after the import, never while it runs', async () => {
    const [ended, running] = [table(), table()];
    const jobs = [await upload(ended), await upload(running)];
    for (const [i, state] of ['done', 'running'].entries())
      await asOwner(app.database, 'UPDATE import_job SET state = $2 WHERE id = $1', [jobs[i]?.id, state]);
    app.clock.advance({ hours: 25 });
    await dropUnsent();
    expect([await isStored(ended), await isStored(running)]).toEqual([true, true]);
    app.clock.advance({ hours: 30 * 24 });
    await dropUnsent();
    expect([await isStored(ended), await isStored(running)]).toEqual([false, true]);
  });

  it('that cannot be read leave no bytes', async () => {
    const bytes = Buffer.concat([Buffer.from('内容\n'), Buffer.from([0xff, 0xfe, 0xff, 0x00, 0x81])]);
    await (await app.as.agent()).post('/imports', file(bytes, '投诉.csv')).problem(422, 'upload/unreadable');
    expect(await isStored(bytes)).toBe(false);
  });
});

describe('stored bytes', () => {
  const put = (bytes: Buffer) =>
    app.get(BlobStore).put(
      (async function* () {
        yield await Promise.resolve(bytes);
      })(),
    );

  it('without a row go at the next sweep, once they are an hour old', async () => {
    const bytes = picture();
    await put(bytes);
    await app.get(BlobSweeper).sweep();
    expect(await isStored(bytes)).toBe(true);
    app.clock.advance({ hours: 2 });
    await app.get(BlobSweeper).sweep();
    expect(await isStored(bytes)).toBe(false);
  });

  it('of another installation are never swept', async () => {
    const bytes = picture();
    await put(bytes);
    app.clock.advance({ hours: 2 });
    await asOwner(app.database, 'UPDATE installation SET id = gen_random_uuid()');
    await app.get(BlobSweeper).sweep();
    expect(await isStored(bytes)).toBe(true);
  });

  it('are asked for in every column that holds the hash of a file', async () => {
    const columns = await asOwner<{ name: string }>(
      app.database,
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%sha256' ORDER BY 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual([...app.get(BlobReferences).columns, ...NO_BLOBS].sort());
  });
});
