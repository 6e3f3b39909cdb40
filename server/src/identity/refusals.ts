import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import { Audit, type Actor, type Subject } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Db } from '../platform/database/db.js';
import { RateLimiter, senderOf } from '../platform/http/rate-limiter.js';
import { currentContext } from '../platform/logging/context.js';
import { log } from '../platform/logging/log.js';

export type RefusalAction = 'sign-in.refused' | 'sign-in.locked' | 'sign-in.code-refused' | 'user.proof-refused' | 'api-key.refused';

export interface Refusal {
  actor?: Actor;
  subject?: Subject | null;
  detail: object;
  ip?: string;
}

/**
 * Of one sender, and of everybody: whoever tries a million doors must not write a million lines. The account tried plays no part, or the
 * time of an answer would tell which accounts exist.
 */
const EACH = { burst: 30, perSeconds: 600 };
const ALL = { burst: 120, perSeconds: 3_600 };
const FOLD_MS = 60_000;
const logger = log('identity');

/** Puts on record who was refused at the door. Beyond the bounds they are counted, and the count is put on record once a minute. */
@Injectable()
export class Refusals implements OnApplicationShutdown {
  private readonly folded = new Map<RefusalAction, number>();
  private timer: NodeJS.Timeout | null = null;
  private since: Date | null = null;

  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly limiter: RateLimiter,
    private readonly clock: Clock,
  ) {}

  /** Never fails what it tells of: the refusal stands whether it could be written down or not. */
  async note(action: RefusalAction, { actor = 'public', subject = null, detail, ip = currentContext()?.ip }: Refusal): Promise<void> {
    const sender = ip === undefined ? '' : senderOf(ip);
    if (this.limiter.take(`refusal ${action} ${sender}`, EACH) > 0 || this.limiter.take('refusals', ALL) > 0) return this.fold(action);
    await this.write(actor, action, subject, { ...detail, ip: ip ?? null });
  }

  /** Writes down what was only counted so far. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.folded.size === 0) return;
    const detail = { since: this.since?.toISOString(), counts: Object.fromEntries(this.folded) };
    this.folded.clear();
    await this.write('system', 'access.refusals-folded', null, detail);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private fold(action: RefusalAction): void {
    if (this.folded.size === 0) this.since = this.clock.now();
    this.folded.set(action, (this.folded.get(action) ?? 0) + 1);
    this.timer ??= setTimeout(() => void this.flush(), FOLD_MS).unref();
  }

  private async write(actor: Actor, action: AuditAction, subject: Subject | null, detail: object): Promise<void> {
    try {
      await this.db.transaction((tx) => this.audit.record(tx, actor, action, subject, detail));
    } catch (error) {
      logger.error({ err: error, action }, 'a refusal could not be put on record');
    }
  }
}
