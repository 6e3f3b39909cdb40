import { PublicReceipt, TrackedComplaint, UploadedAttachment, firstReplyBy } from '@tocsin/shared/complaints';
import type { PublicComplaint } from '@tocsin/shared/complaints';
import { http } from '../lib/http.js';
import { problemOf, ProblemError } from '../lib/problem-error.js';
import { serverNow } from '../lib/server-clock.js';

export interface Receipt {
  receiptNo: string;
  code: string;
  firstReplyBy: string;
}

export async function file(form: PublicComplaint, idempotencyKey: string): Promise<Receipt> {
  const receipt = await http.post('/public/complaints', form, PublicReceipt, { idempotencyKey });
  return { ...receipt, firstReplyBy: firstReplyBy(new Date(serverNow())).toISOString() };
}

export const track = (receiptNo: string, code: string): Promise<TrackedComplaint> =>
  http.post('/public/receipts', { receiptNo, code }, TrackedComplaint);

/** What the complainant says with their receipt; answered with the complaint as it is since. */
export const say = (what: 'additions' | 'withdrawal' | 'rating', body: object, idempotencyKey: string): Promise<TrackedComplaint> =>
  http.post(`/public/receipts/${what}`, body, TrackedComplaint, { idempotencyKey });

/** `fetch` tells nothing about the progress of what it sends. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<UploadedAttachment> {
  const body = new FormData();
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', http.url('/public/attachments'));
    request.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total);
    request.onload = () => answered(request).then(resolve, reject);
    request.onerror = () => reject(new ProblemError({ code: 'client/offline', status: 0 }));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

async function answered(request: XMLHttpRequest): Promise<UploadedAttachment> {
  if (request.status !== 201) {
    const headers = new Headers();
    for (const name of ['retry-after', 'x-request-id']) headers.set(name, request.getResponseHeader(name) ?? '');
    throw await problemOf(new Response(request.responseText, { status: request.status, headers }));
  }
  return UploadedAttachment.parse(JSON.parse(request.responseText));
}
