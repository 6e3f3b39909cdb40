import { Injectable } from '@nestjs/common';
import type { NewComplaint } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { Idempotency } from '../../../platform/http/idempotency.js';
import { IntakeDesk } from './intake.desk.js';
import type { Origin } from './intake.row.js';
import { IntakeWriter } from './intake.writer.js';
import type { Answer } from './intake.types.js';

@Injectable()
export class IntakeService {
  constructor(
    private readonly desk: IntakeDesk,
    private readonly writer: IntakeWriter,
    private readonly idempotency: Idempotency,
  ) {}

  /** Answers after the commit. */
  async file(me: Principal, input: NewComplaint, raw: Buffer): Promise<{ answer: Answer; created: boolean }> {
    const claim = this.idempotency.current();
    const outcome = await this.writer.add({ row: await this.desk.register(input, originOf(me, raw)), once: claim, brands: me.brands });
    if (outcome.kind === 'failed') throw outcome.error;
    if (claim && outcome.kind === 'replayed') claim.replayed = true;
    return { answer: outcome.answer, created: outcome.kind === 'replayed' ? outcome.created : outcome.kind === 'accepted' };
  }
}

export const originOf = (me: Principal, raw: Buffer): Origin => ({
  raw,
  createdBy: `${me.kind}:${me.id}`,
  backfill: me.permissions.has('complaint:backfill'),
  pastCases: me.permissions.has('complaint:backfill'),
  brands: me.brands,
});
