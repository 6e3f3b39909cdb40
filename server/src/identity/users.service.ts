import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tocsin/shared/audit';
import {
  leavesNoAdmin,
  type Colleague,
  type CreateUser,
  type PatchUser,
  type Principal,
  type User,
  type UserQuery,
} from '@tocsin/shared/identity';
import { newId, type CountedPage, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { isUniqueViolation, type Tx } from '../platform/database/index.js';
import { Idempotency } from '../platform/http/idempotency.js';
import { idCursor } from '../platform/http/time-cursor.js';
import { Problem, notFound } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import { refuseAbove, refuseWider, refuseWiderChange } from './brand-limits.js';
import { AccountsRepository, type Account, type AccountChange } from './accounts.repository.js';
import { Passwords } from './passwords.js';
import { SessionsService } from './sessions.service.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: Passwords,
    private readonly changes: AccessChanges,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list({ limit, cursor, q }: UserQuery): Promise<CountedPage<User>> {
    const [rows, total] = await Promise.all([this.accounts.list(limit + 1, idCursor(cursor), q ?? null), this.accounts.count(q ?? null)]);
    const items = rows.slice(0, limit).map(userOf);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total };
  }

  colleagues(): Promise<Colleague[]> {
    return this.accounts.colleagues();
  }

  async read(id: UserId): Promise<User> {
    const account = await this.accounts.byId(id);
    if (!account) throw notFound();
    return userOf(account);
  }

  async create(me: Principal, { password, ...given }: CreateUser): Promise<User> {
    refuseWider(me, given.brands ?? null);
    this.passwords.refuseWeak(password, given.email);
    const password_hash = await this.passwords.hash(password);
    const now = this.clock.now();
    const account = { ...given, id: newId<UserId>(now.getTime()), brands: given.brands ?? null, password_hash, created_at: now };
    return this.idempotency
      .transaction(async (tx) => {
        await this.accounts.insert(tx, account);
        const { id, email, roles, brands } = account;
        await this.audit.record(tx, me, 'user.created', { type: 'user', id }, { email, roles, brands });
        return userOf({ ...account, disabled_at: null, totp_secret: null, totp_confirmed_at: null, last_sign_in_at: null });
      })
      .catch(emailTaken);
  }

  async patch(me: Principal, id: UserId, patch: PatchUser): Promise<User> {
    const password_hash = patch.password === undefined ? undefined : await this.passwords.hash(patch.password);
    return this.changes.during({ kind: 'user', id }, async (tx) => {
      const admins = await this.accounts.lockAdmins(tx);
      const before = await this.accounts.lock(tx, id);
      if (!before) throw notFound();
      if (patch.password !== undefined) this.passwords.refuseWeak(patch.password, before.email);
      const after = { ...before, ...this.changeOf(before, patch, password_hash) };
      refuseAbove(me, before);
      refuseWiderChange(me, before, after);
      refuseLastAdmin(before, after, admins);
      await this.accounts.change(tx, id, after);
      if (after.disabled_at || password_hash !== undefined) await this.sessions.end(tx, id);
      await this.audit.record(tx, me, 'user.changed', { type: 'user', id }, difference(before, after));
      return userOf(after);
    });
  }

  private changeOf(before: Account, patch: PatchUser, password_hash: string | undefined): AccountChange {
    const { name, roles, brands, disabled } = patch;
    return {
      ...(name === undefined ? {} : { name }),
      ...(roles === undefined ? {} : { roles }),
      ...(brands === undefined ? {} : { brands }),
      ...(password_hash === undefined ? {} : { password_hash }),
      ...(disabled === undefined ? {} : { disabled_at: disabled ? (before.disabled_at ?? this.clock.now()) : null }),
    };
  }

  /** For a lost or stolen device. */
  async signOut(me: Principal, id: UserId): Promise<void> {
    await this.onAccount(me, id, 'user.signed-out', async (tx) => void (await this.sessions.end(tx, id)));
  }

  /** For a lost phone: the next sign-in asks for the password alone. */
  async resetTotp(me: Principal, id: UserId): Promise<void> {
    await this.onAccount(me, id, 'user.totp-reset', (tx) => this.accounts.setTotpSecret(tx, id, null));
  }

  private async onAccount(me: Principal, id: UserId, action: AuditAction, work: (tx: Tx) => Promise<void>): Promise<void> {
    await this.changes.during({ kind: 'user', id }, async (tx) => {
      const account = await this.accounts.lock(tx, id);
      if (!account) throw notFound();
      refuseAbove(me, account);
      await work(tx);
      await this.audit.record(tx, me, action, { type: 'user', id });
    });
  }
}

const rank = (account: Account): Pick<Account, 'roles' | 'brands'> & { disabled: boolean } => ({
  roles: account.roles,
  brands: account.brands,
  disabled: account.disabled_at !== null,
});

function refuseLastAdmin(before: Account, after: Account, admins: readonly string[]): void {
  const others = admins.filter((admin) => admin !== before.id).length;
  if (leavesNoAdmin(rank(before), rank(after), others)) throw new Problem('user/last-admin');
}

/** What the audit keeps: the new values, and of a password only that it changed. */
function difference(before: Account, after: Account): Record<string, unknown> {
  const plain = (['name', 'roles', 'brands'] as const).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return {
    ...Object.fromEntries(plain.map((key) => [key, { from: before[key], to: after[key] }])),
    ...(rank(before).disabled === rank(after).disabled ? {} : { disabled: rank(after).disabled }),
    ...(before.password_hash === after.password_hash ? {} : { password: 'changed' }),
  };
}

function emailTaken(error: unknown): never {
  throw isUniqueViolation(error, 'account_email_key') ? new Problem('user/email-taken') : error;
}

const userOf = (a: Account): User => ({
  id: a.id,
  email: a.email,
  name: a.name,
  roles: a.roles,
  brands: a.brands,
  disabled: a.disabled_at !== null,
  totp: a.totp_confirmed_at !== null,
  createdAt: a.created_at.toISOString(),
  lastSignInAt: a.last_sign_in_at?.toISOString() ?? null,
});
