import { fileTypeFromBuffer } from 'file-type';
import { firstUnits } from '@tocsin/shared/kernel';
import { Problem } from '../../../platform/problems/index.js';

/** How much of a file is looked at to tell what it is. */
export const HEAD = 64 * 1024;

/**
 * What people send with a complaint: pictures, recordings, films, documents. Everything here is told by its own first bytes; text, HTML,
 * SVG, scripts and archives are not, or could do something when opened.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic', 'image/heif', 'image/avif', 'image/bmp', 'image/tiff'],
  ...['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/wav', 'audio/amr', 'audio/ogg', 'audio/flac'],
  ...['video/mp4', 'video/quicktime', 'video/webm', 'video/3gpp', 'video/x-m4v'],
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);

/** The type the bytes themselves show; what the sender called it plays no part. */
export async function mediaTypeOf(head: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found && ALLOWED.has(found.mime)) return found.mime;
  throw new Problem('complaint/attachment-type', { found: found?.mime ?? null });
}

const LONGEST_NAME = 120;
/** Controls, and the marks that turn the reading direction to make `exe.jpg` out of `gpj.exe`. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A name to show and to save under, never a path. */
export function safeName(given: string | undefined): string {
  const base = (given ?? '').normalize('NFC').toWellFormed().replaceAll('\\', '/').split('/').at(-1) ?? '';
  const name = base
    .replace(HIDDEN, '')
    .replace(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '');
  if (name.length <= LONGEST_NAME) return name || 'file';
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return firstUnits(name, LONGEST_NAME - ending.length) + ending;
}
