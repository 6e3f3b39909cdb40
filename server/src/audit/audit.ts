import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import type { Principal } from '@tocsin/shared/identity';
import { Clock } from '../platform/clock/clock.js';
import type { Tx } from '../platform/database/db.js';
import { toJson } from '../platform/database/json.js';
import { currentContext } from '../platform/logging/context.js';
import { entryHash, type AuditRow } from './audit-hash.js';
import { AuditRepository, type ChainedRow } from './audit.repository.js';

export interface Subject {
  type: string;
  id: string;
}

export interface Entry {
  action: AuditAction;
  subject: Subject | null;
  detail: object;
}

/** Who did it: someone known, the product itself, or a visitor without an account. */
export type Actor = Pick<Principal, 'kind' | 'id' | 'name'> | 'system' | 'public';

export const MAIN = 'main';

/** What the record says of one subject. */
export interface PastEntry {
  id: string;
  at: Date;
  by: string;
  action: string;
  detail: Record<string, unknown>;
}

export interface PastQuery {
  actions: readonly string[];
  before: { at: Date; id: string } | null;
  limit: number;
}

@Injectable()
export class Audit {
  constructor(
    private readonly entries: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes one entry with the change it tells of. It locks the end of the chain until the transaction commits, so call it late in the
   * transaction, and once for a batch, never once for each complaint.
   */
  async record(tx: Tx, actor: Actor, action: AuditAction, subject: Subject | null, detail: object = {}, stream = MAIN): Promise<void> {
    await this.recordAll(tx, actor, [{ action, subject, detail }], stream);
  }

  /** Many entries of one transaction in two statements: the lock is taken once, and held for as long as one entry takes. */
  async recordAll(tx: Tx, actor: Actor, entries: readonly Entry[], stream = MAIN): Promise<void> {
    if (entries.length === 0) return;
    // Everything that needs no lock first.
    const at = this.clock.now();
    const plain = entries.map(({ action, subject, detail }) => ({
      ...{ stream, at, ...columnsOf(actor), action },
      subject_type: subject?.type ?? null,
      subject_id: subject?.id ?? null,
      // What JSON keeps is what will be hashed again from the table.
      detail: JSON.parse(toJson(detail)) as Record<string, unknown>,
      request_id: currentContext()?.requestId ?? null,
    }));
    let { seq, hash } = await this.entries.lockHead(tx, stream);
    const rows: ChainedRow[] = [];
    for (const one of plain) {
      const row: AuditRow = { ...one, seq: (seq += 1) };
      const prev_hash = hash;
      hash = entryHash(row, prev_hash);
      rows.push({ ...row, prev_hash, hash });
    }
    await this.entries.append(tx, rows);
  }

  /** Newest first. */
  of(subject: Subject, query: PastQuery): Promise<PastEntry[]> {
    return this.entries.ofSubject(subject, query);
  }
}

function columnsOf(actor: Actor): Pick<AuditRow, 'actor_kind' | 'actor_id' | 'actor_name'> {
  if (typeof actor === 'string') return { actor_kind: actor, actor_id: null, actor_name: actor };
  return { actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name };
}
