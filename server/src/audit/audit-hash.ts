import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/crypto/canonical-json.js';

export interface AuditRow {
  stream: string;
  seq: number;
  at: Date;
  actor_kind: 'user' | 'key' | 'system' | 'public';
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject_type: string | null;
  subject_id: string | null;
  detail: Record<string, unknown>;
  request_id: string | null;
}

/** What the chain of a stream begins with, so that an empty log and a log emptied by someone are told apart from another stream's. */
export const genesis = (stream: string): Buffer => createHash('sha256').update(`tocsin audit ${stream}`).digest();

/** Covers every column and the hash before it. */
export function entryHash(row: AuditRow, previous: Buffer): Buffer {
  const { stream, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, detail, request_id } = row;
  const body = { stream, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, detail, request_id };
  return createHash('sha256').update(previous).update(canonicalJson(body)).digest();
}
