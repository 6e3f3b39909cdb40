import type { AuditEntry, AuditHead } from '@tocsin/shared/audit';
import { MAIN } from './audit.js';
import type { ChainedRow, Head } from './audit.repository.js';
import { witnessOf } from './verify.js';

export const headOf = (head: Head): AuditHead => ({ seq: head.seq, hash: head.hash.toString('hex'), witness: witnessOf(MAIN, head) });

export const entryOf = (row: ChainedRow): AuditEntry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id ?? '' },
  detail: row.detail,
  requestId: row.request_id,
  prevHash: row.prev_hash.toString('hex'),
  hash: row.hash.toString('hex'),
});
