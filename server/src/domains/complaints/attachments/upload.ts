import type { FastifyRequest } from 'fastify';
import { Problem } from '../../../platform/problems/index.js';

export interface Upload {
  name: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * Hands the one file of a multipart request to its reader as it comes in. What a reader that gave up left over is drained: a sender who
 * is still sending would otherwise never come to read the refusal.
 */
export async function withUpload<T>(request: FastifyRequest, read: (upload: Upload) => Promise<T>): Promise<T> {
  if (!request.isMultipart()) throw new Problem('request/unsupported-media', { expected: 'multipart/form-data' });
  const part = await request.file();
  if (!part) throw new Problem('request/invalid', {}, { issues: [{ path: 'file', code: 'required', message: 'a file is expected' }] });
  try {
    return await read({ name: part.filename, bytes: part.file.iterator({ destroyOnReturn: false }) });
  } finally {
    part.file.resume();
  }
}
