import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../../platform/problems/index.js';
import type { Upload } from './attachments.service.js';

/** The one file of a multipart request, as it comes in. */
export async function uploadIn(request: FastifyRequest): Promise<Upload> {
  const part = await fileIn(request);
  return { name: part.filename, bytes: part.file };
}

export async function fileIn(request: FastifyRequest): Promise<MultipartFile> {
  if (!request.isMultipart()) throw new Problem('request/unsupported-media', { expected: 'multipart/form-data' });
  const part = await request.file();
  if (part) return part;
  throw new Problem('request/invalid', {}, { issues: [{ path: 'file', code: 'required', message: 'a file is expected' }] });
}
