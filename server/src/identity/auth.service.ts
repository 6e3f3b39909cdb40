import { Injectable } from '@nestjs/common';
import type { ChangePassword, Login, Me, Person, Session } from '@tocsin/shared/identity';
import { permissionsOf } from '@tocsin/shared/identity';
import { newId } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { newToken, tokenHash } from '../platform/crypto/tokens.js';
import { Db, type Tx } from '../platform/database/db.js';
import { Problem, notFound } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { Passwords } from './passwords.js';
import { SessionsRepository, type SessionRow } from './sessions.repository.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';
import { Totp } from './totp.js';

export interface Caller {
  ip: string;
  userAgent: string;
}

export interface SignedIn {
  token: string;
  me: Me;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly db: Db,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
    private readonly totp: Totp,
    private readonly changes: AccessChanges,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** One answer for an unknown address, a wrong password and a disabled account. */
  async signIn({ email: typed, password, totp }: Login, caller: Caller): Promise<SignedIn> {
    const email = typed.trim().toLowerCase();
    await this.attempts.begin('password', email, caller.ip);
    const account = await this.accounts.byEmail(email);
    const matches = await this.passwords.matches(account?.password_hash ?? null, password);
    if (!account || !matches || account.disabled_at) throw new Problem('auth/invalid-credentials');
    if (account.totp_confirmed_at) await this.demandCode(account, totp, caller);
    await this.attempts.forgive('password', email, caller.ip);
    return this.db.transaction((tx) => this.open(tx, account, caller));
  }

  /** A code has a million values: its tries are counted by account, from wherever they come. */
  private async demandCode(account: Account, totp: string | undefined, caller: Caller): Promise<void> {
    if (totp === undefined) {
      // The password was right; asking for the code is the next step, not a failed attempt.
      await this.attempts.forgive('password', account.email, caller.ip);
      throw new Problem('auth/totp-required');
    }
    await this.attempts.begin('code', account.id);
    const proven = await this.db.transaction((tx) => this.totp.isProof(tx, account, totp));
    if (!proven) throw new Problem('auth/totp-invalid');
    await this.attempts.forgive('code', account.id);
  }

  private async open(tx: Tx, account: Account, caller: Caller): Promise<SignedIn> {
    const now = this.clock.now();
    const token = newToken();
    const session: SessionRow = {
      id: newId(now.getTime()),
      account_id: account.id,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + this.config.session.maxMs),
      ip: caller.ip,
      user_agent: caller.userAgent.slice(0, 300),
    };
    await this.sessions.insert(tx, { ...session, token_hash: tokenHash(token) });
    await this.accounts.signedIn(tx, account.id, now);
    const actor = { kind: 'user', id: account.id, name: account.name } as const;
    await this.audit.record(tx, actor, 'session.opened', { type: 'session', id: session.id }, { ip: caller.ip });
    return { token, me: meOf(account, session) };
  }

  async me(me: Person): Promise<Me> {
    const now = this.clock.now();
    const [account, mine] = await Promise.all([this.accounts.byId(me.id), this.sessions.ofAccount(me.id, now, this.idleSince(now))]);
    const session = mine.find(({ id }) => id === me.sessionId);
    if (!account || !session) throw new Problem('auth/required');
    return meOf(account, session);
  }

  async list(me: Person): Promise<Session[]> {
    const now = this.clock.now();
    return (await this.sessions.ofAccount(me.id, now, this.idleSince(now))).map((row) => sessionOf(row, me.sessionId));
  }

  async close(me: Person, id: string): Promise<void> {
    await this.changes.during({ kind: 'session', id }, async (tx) => {
      if (!(await this.sessions.delete(tx, me.id, id))) throw notFound();
      await this.audit.record(tx, me, 'session.closed', { type: 'session', id });
    });
  }

  async closeOthers(me: Person): Promise<void> {
    await this.changes.during({ kind: 'user', id: me.id }, async (tx) => {
      const closed = await this.sessions.deleteAll(tx, me.id, me.sessionId);
      if (closed > 0) await this.audit.record(tx, me, 'session.others-closed', { type: 'user', id: me.id }, { closed });
    });
  }

  /** Whoever knew the old password is signed out everywhere else. */
  async changePassword(me: Person, { current, next }: ChangePassword, caller: Caller): Promise<void> {
    await this.confirmPassword(me, current, caller);
    this.passwords.refuseWeak(next, me.email);
    const password_hash = await this.passwords.hash(next);
    await this.changes.during({ kind: 'user', id: me.id }, async (tx) => {
      await this.accounts.change(tx, me.id, { password_hash });
      await this.sessions.deleteAll(tx, me.id, me.sessionId);
      await this.audit.record(tx, me, 'user.password-changed', { type: 'user', id: me.id });
    });
  }

  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.config.session.idleMs);
  }

  /** An open screen is not proof enough for what could lock its owner out. */
  async confirmPassword(me: Person, password: string, caller: Caller): Promise<void> {
    await this.attempts.begin('confirm', me.id, caller.ip);
    const account = await this.accounts.byId(me.id);
    if (!(await this.passwords.matches(account?.password_hash ?? null, password))) throw new Problem('auth/invalid-credentials');
    await this.attempts.forgive('confirm', me.id, caller.ip);
  }

  async disableTotp(me: Person): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.accounts.setTotpSecret(tx, me.id, null);
      await this.audit.record(tx, me, 'user.totp-disabled', { type: 'user', id: me.id });
    });
  }
}

const meOf = (account: Account, session: SessionRow): Me => ({
  id: account.id,
  email: account.email,
  name: account.name,
  roles: account.roles,
  permissions: permissionsOf(account.roles),
  brands: account.brands,
  totp: account.totp_confirmed_at !== null,
  session: { id: session.id, createdAt: session.created_at.toISOString(), expiresAt: session.expires_at.toISOString() },
});

const sessionOf = (row: SessionRow, current: string): Session => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  ip: row.ip,
  userAgent: row.user_agent,
  current: row.id === current,
});
