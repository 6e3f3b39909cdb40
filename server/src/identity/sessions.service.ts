import { Injectable } from '@nestjs/common';
import type { Person, Session } from '@tocsin/shared/identity';
import { firstUnits, newId } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import type { Tx } from '../platform/database/db.js';
import { Problem, notFound } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import type { Account } from './accounts.repository.js';
import type { Caller } from './password-check.js';
import { SessionsRepository, type SessionRow } from './sessions.repository.js';

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly changes: AccessChanges,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The token is known to the browser alone; the table keeps its digest. */
  async open(tx: Tx, account: Account, caller: Caller): Promise<{ token: string; session: SessionRow }> {
    const now = this.clock.now();
    const token = newToken();
    const session: SessionRow = {
      id: newId(now.getTime()),
      account_id: account.id,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + this.config.session.maxMs),
      ip: caller.ip,
      user_agent: firstUnits(caller.userAgent, 300),
    };
    await this.sessions.insert(tx, { ...session, token_hash: tokenHash(token) }, now);
    const actor = { kind: 'user', id: account.id, name: account.name } as const;
    await this.audit.record(tx, actor, 'session.opened', { type: 'session', id: session.id }, { ip: caller.ip });
    return { token, session };
  }

  async current(me: Person): Promise<SessionRow> {
    const session = (await this.rows(me)).find(({ id }) => id === me.sessionId);
    if (!session) throw new Problem('auth/required');
    return session;
  }

  async list(me: Person): Promise<Session[]> {
    return (await this.rows(me)).map((row) => sessionOf(row, me.sessionId));
  }

  async close(me: Person, id: string): Promise<void> {
    await this.changes.during({ kind: 'session', id }, async (tx) => {
      if (!(await this.sessions.delete(tx, me.id, id))) throw notFound();
      await this.audit.record(tx, me, 'session.closed', { type: 'session', id });
    });
  }

  async closeOthers(me: Person): Promise<void> {
    await this.changes.during({ kind: 'user', id: me.id }, async (tx) => {
      const closed = await this.end(tx, me.id, me.sessionId);
      if (closed > 0) await this.audit.record(tx, me, 'session.others-closed', { type: 'user', id: me.id }, { closed });
    });
  }

  /** All of an account but one, as part of a change that tells of itself. Answers how many. */
  end(tx: Tx, accountId: string, except: string | null = null): Promise<number> {
    return this.sessions.deleteAll(tx, accountId, except);
  }

  private rows(me: Person): Promise<SessionRow[]> {
    const now = this.clock.now();
    return this.sessions.ofAccount(me.id, now, new Date(now.getTime() - this.config.session.idleMs));
  }
}

const sessionOf = (row: SessionRow, current: string): Session => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ip: row.ip,
  userAgent: row.user_agent,
  current: row.id === current,
});
