import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalBlobStore } from './local-blob-store.js';

const KEY = randomBytes(32);
let folder: string;
let store: LocalBlobStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-blobs-'));
  store = await LocalBlobStore.open(folder, KEY);
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
    expect(readdirSync(folder)).toEqual(['incoming']);
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
    const stranger = await LocalBlobStore.open(folder, randomBytes(32));
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
    await LocalBlobStore.open(folder, KEY);
    expect(readdirSync(join(folder, 'incoming'))).toEqual(['fresh']);
  });

  it('says "storage full" when the disk refuses the bytes', async () => {
    const full = (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    })();
    await expect(store.put(full)).rejects.toMatchObject({ code: 'server/storage-full', status: 503 });
  });
});
