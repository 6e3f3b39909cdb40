import { Injectable } from '@nestjs/common';
import { permissionsOf, type Me, type Person } from '@tocsin/shared/identity';
import { Audit } from '../audit/index.js';
import { Problem } from '../platform/problems/index.js';
import { AccessChanges } from './access-changes.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { Passwords } from './passwords.js';
import type { SessionRow } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

@Injectable()
export class OwnAccountService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: Passwords,
    private readonly changes: AccessChanges,
    private readonly audit: Audit,
  ) {}

  async me(me: Person): Promise<Me> {
    const [account, session] = await Promise.all([this.accounts.byId(me.id), this.sessions.current(me)]);
    if (!account) throw new Problem('auth/required');
    return meOf(account, session);
  }

  /** Whoever knew the old password is signed out everywhere else. */
  async changePassword(me: Person, next: string): Promise<void> {
    this.passwords.refuseWeak(next, me.email);
    const password_hash = await this.passwords.hash(next);
    await this.changes.during({ kind: 'user', id: me.id }, async (tx) => {
      await this.accounts.change(tx, me.id, { password_hash });
      await this.sessions.end(tx, me.id, me.sessionId);
      await this.audit.record(tx, me, 'user.password-changed', { type: 'user', id: me.id });
    });
  }
}

export const meOf = (account: Account, session: SessionRow): Me => ({
  id: account.id,
  email: account.email,
  name: account.name,
  roles: account.roles,
  permissions: permissionsOf(account.roles),
  brands: account.brands,
  totp: account.totp_confirmed_at !== null,
  session: { id: session.id, createdAt: session.created_at.toISOString(), expiresAt: session.expires_at.toISOString() },
});
