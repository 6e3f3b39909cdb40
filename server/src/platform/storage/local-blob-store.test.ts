import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalBlobStore } from './local-blob-store.js';

const KEY = randomBytes(32);
let folder: string;
let store: LocalBlobStore;
let shift = 0;
const clock = { ms: (): number => Date.now() + shift };
const openStore = (key = KEY, alone = false): Promise<LocalBlobStore> =>
  LocalBlobStore.open(folder, { sealingId: 0, keyOf: () => key }, clock, { alone });
const notNamed = (): Promise<boolean> => Promise.resolve(false);
const later = (ms = 60_000): Date => new Date(clock.ms() + ms);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-blobs-'));
  shift = 0;
  store = await openStore();
});

async function* of(...chunks: Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function fileOf(sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

describe('LocalBlobStore', () => {
  it('gives back the very bytes, however they came in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), async (chunks) => {
        const whole = Buffer.concat(chunks);
        const { sha256, size } = await store.put(of(...chunks));
        expect(sha256).toBe(createHash('sha256').update(whole).digest('hex'));
        expect(size).toBe(whole.length);
        expect(await bytesOf(await store.get(sha256))).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the same bytes once, read-only', async () => {
    const first = await store.put(of(Buffer.from('证据')));
    const before = statSync(fileOf(first.sha256));
    await Promise.all([1, 2, 3].map(() => store.put(of(Buffer.from('证据')))));
    const after = statSync(fileOf(first.sha256));
    expect(after.ino).toBe(before.ino);
    expect(after.mode & 0o777).toBe(0o444);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  it('stores one file when the same bytes arrive twice at once', async () => {
    const stored = await Promise.all([1, 2, 3, 4, 5].map(() => store.put(of(Buffer.alloc(200_000, 7)))));
    expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await store.verify(stored[0]?.sha256 ?? '')).toBe(true);
  });

  it('keeps nothing of an upload that broke off or grew too large', async () => {
    const broken = (async function* () {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('connection cut');
    })();
    await expect(store.put(broken)).rejects.toThrow('connection cut');
    await expect(store.put(of(Buffer.alloc(60), Buffer.alloc(60)), { maxBytes: 100 })).rejects.toMatchObject({
      code: 'complaint/attachment-too-large',
      status: 413,
    });
    expect(readdirSync(folder).sort()).toEqual(['incoming', 'leaving']);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  it('answers "not found" for what it does not have, and for names that are no hash', async () => {
    await expect(store.get('0'.repeat(64))).rejects.toMatchObject({ code: 'resource/not-found' });
    await expect(store.get('../../etc/passwd')).rejects.toMatchObject({ code: 'resource/not-found' });
    expect(await store.has(`${'0'.repeat(62)}/.`)).toBe(false);
  });

  it('lies on disk unreadable for whoever has not the key', async () => {
    const words = '电话 13800138000，身份证 110101199003074514';
    const { sha256 } = await store.put(of(Buffer.from(words)));
    expect(readFileSync(fileOf(sha256)).includes(Buffer.from('13800138000'))).toBe(false);
    const stranger = await openStore(randomBytes(32));
    await expect(bytesOf(await stranger.get(sha256))).rejects.toThrow();
    expect(await stranger.verify(sha256)).toBe(false);
  });

  it.each([0, 5, -1])('notices one changed byte, at %i', async (at) => {
    const { sha256 } = await store.put(of(Buffer.from('一份合同的全文')));
    const bytes = readFileSync(fileOf(sha256));
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    chmodSync(fileOf(sha256), 0o644);
    writeFileSync(fileOf(sha256), bytes);
    expect(await store.verify(sha256)).toBe(false);
  });

  it('notices bytes that were changed behind its back', async () => {
    const { sha256 } = await store.put(of(Buffer.from('合同')));
    expect(await store.verify(sha256)).toBe(true);
    chmodSync(fileOf(sha256), 0o644);
    writeFileSync(fileOf(sha256), '合同2');
    expect(await store.verify(sha256)).toBe(false);
  });

  it('clears drafts that a killed process left, but not those in the making', async () => {
    const [old, fresh] = [join(folder, 'incoming', 'old'), join(folder, 'incoming', 'fresh')];
    writeFileSync(old, 'x');
    writeFileSync(fresh, 'x');
    utimesSync(old, 1, 1);
    await openStore();
    expect(readdirSync(join(folder, 'incoming'))).toEqual(['fresh']);
    await openStore(KEY, true);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  it('says "storage full" when the disk refuses the bytes', async () => {
    const full = (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    })();
    await expect(store.put(full)).rejects.toMatchObject({ code: 'server/storage-full', status: 503 });
  });

  it('deletes what nobody names, and only that', async () => {
    const [kept, gone] = [await store.put(of(Buffer.from('kept'))), await store.put(of(Buffer.from('gone')))];
    const isNamed = (sha256: string): Promise<boolean> => Promise.resolve(sha256 === kept.sha256);
    expect(await store.delete(kept.sha256, { notPutAfter: later(), isNamed })).toBe(false);
    expect(await store.delete(gone.sha256, { notPutAfter: later(), isNamed })).toBe(true);
    expect([await store.has(kept.sha256), await store.has(gone.sha256)]).toEqual([true, false]);
    expect(await store.delete(gone.sha256, { notPutAfter: later(), isNamed })).toBe(false);
    expect(await store.delete('../../etc/passwd', { notPutAfter: later(), isNamed })).toBe(false);
    expect(await bytesOf(await store.get(kept.sha256))).toEqual(Buffer.from('kept'));
    expect(readdirSync(join(folder, 'leaving'))).toEqual([]);
  });

  it('keeps what was put again since, also within the same millisecond', async () => {
    const first = await store.put(of(Buffer.from('twice')));
    const second = await store.put(of(Buffer.from('twice')));
    expect([first.created, second.created]).toEqual([true, false]);
    expect(await store.delete(first.sha256, { notPutAfter: first.putAt, isNamed: notNamed })).toBe(false);
    expect(await store.has(first.sha256)).toBe(true);
  });

  it('keeps bytes whose names cannot be asked for', async () => {
    const { sha256 } = await store.put(of(Buffer.from('asked')));
    const isNamed = (): Promise<boolean> => Promise.reject(new Error('no database'));
    await expect(store.delete(sha256, { notPutAfter: later(), isNamed })).rejects.toThrow('no database');
    expect(await store.verify(sha256)).toBe(true);
  });

  it('can be read while it is being deleted', async () => {
    const { sha256 } = await store.put(of(Buffer.from('in between')));
    const isNamed = async (): Promise<boolean> => (await bytesOf(await store.get(sha256))).toString() !== 'in between';
    expect(await store.delete(sha256, { notPutAfter: later(), isNamed })).toBe(true);
  });

  it('loses no bytes to a delete that runs beside puts of the same bytes', async () => {
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(`round ${round}`);
      const { sha256 } = await store.put(of(bytes));
      shift += 10_000;
      const before = new Date(clock.ms() - 5_000);
      let named = false;
      const put = async (): Promise<void> => {
        await store.put(of(bytes));
        named = true;
      };
      const sweep = (): Promise<boolean> => store.delete(sha256, { notPutAfter: before, isNamed: () => Promise.resolve(named) });
      await Promise.all([sweep(), put(), sweep(), put(), sweep()]);
      expect(await store.verify(sha256)).toBe(true);
    }
    expect(readdirSync(join(folder, 'leaving'))).toEqual([]);
  });

  it('puts back what a killed process was deleting', async () => {
    const { sha256 } = await store.put(of(Buffer.from('half deleted')));
    renameSync(fileOf(sha256), join(folder, 'leaving', sha256));
    expect(await store.has(sha256)).toBe(true);
    const again = await openStore();
    expect(readdirSync(join(folder, 'leaving'))).toEqual([]);
    expect(await again.verify(sha256)).toBe(true);
  });

  it('lists what it holds with the time it was put', async () => {
    const stored = [await store.put(of(Buffer.from('a'))), await store.put(of(Buffer.from('b')))];
    const listed = new Map<string, number>();
    for await (const { sha256, putAt } of store.list()) listed.set(sha256, putAt.getTime());
    expect(listed).toEqual(new Map(stored.map(({ sha256, putAt }) => [sha256, putAt.getTime()])));
  });

  it('belongs to the installation that asked first', async () => {
    expect([await store.belongsTo('a'), await store.belongsTo('b'), await store.belongsTo('a')]).toEqual([true, false, true]);
  });
});
