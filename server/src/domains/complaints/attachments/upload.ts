import type { FastifyRequest } from 'fastify';
import { log } from '../../../platform/logging/log.js';
import { Problem } from '../../../platform/problems/index.js';

export interface Upload {
  name: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Hands the one file of a multipart request to its reader as it comes in. A second file fails the first before anything of it is kept:
 * half of what somebody sent must not look like all of it. What a reader that gave up left over is drained: a sender who is still
 * sending would otherwise never come to read the refusal.
 */
export async function withUpload<T>(request: FastifyRequest, read: (upload: Upload) => Promise<T>): Promise<T> {
  if (!request.isMultipart()) throw new Problem('request/unsupported-media', { expected: 'multipart/form-data' });
  const parts = request.files();
  const first = await parts.next();
  if (first.done === true) throw fault('required', 'a file is expected');
  const { filename, file } = first.value;
  try {
    return await read({ name: filename, bytes: alone(file, parts) });
  } finally {
    file.resume();
    void drain(parts);
  }
}

type Files = ReturnType<FastifyRequest['files']>;
type File = NonNullable<Awaited<ReturnType<FastifyRequest['file']>>>['file'];

async function* alone(file: File, parts: Files): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array;
  const next = await parts.next();
  if (next.done === true) return;
  next.value.file.resume();
  throw fault('too_many', 'one file a request; send the others in requests of their own');
}

/** What arrives after the answer is decided; a sender who breaks off meanwhile has heard enough. */
async function drain(parts: Files): Promise<void> {
  try {
    for await (const { file } of parts) file.resume();
  } catch (error) {
    log('http').debug({ err: error }, 'an upload ended while it was drained');
  }
}

const fault = (code: string, message: string): Problem => new Problem('request/invalid', {}, { issues: [{ path: 'file', code, message }] });
