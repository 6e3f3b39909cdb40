import { Injectable } from '@nestjs/common';
import { maskEmail } from '@tocsin/shared/complaints';
import type { Person } from '@tocsin/shared/identity';
import { firstUnits } from '@tocsin/shared/kernel';
import { senderOf } from '../platform/http/rate-limiter.js';
import { Problem } from '../platform/problems/index.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { Passwords } from './passwords.js';
import { Refusals } from './refusals.js';
import { isLock, SignInAttempts } from './sign-in-attempts.repository.js';

export interface Caller {
  ip: string;
  userAgent: string;
  /** Whether this device has signed in to this account before. */
  known?: boolean;
}

/** Every comparison of a password counts as an attempt, and costs the same whether there is an account or not. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
    private readonly refusals: Refusals,
  ) {}

  /** One answer for an unknown address, a wrong password and a disabled account. */
  account(typed: string, password: string, { ip, known = false }: Caller): Promise<Account> {
    const email = typed.trim().toLowerCase();
    // Strangers take turns by address; on known devices each account does.
    const asker = known ? { name: email, known } : { name: senderOf(ip), known };
    return this.passwords.inTurn(asker, () => this.compared(email, password, ip));
  }

  private async compared(email: string, password: string, ip: string): Promise<Account> {
    const shown = { email: maskEmail(firstUnits(email, 120)) };
    await this.attempts.begin('password', email, ip).catch(async (error: unknown) => {
      if (isLock(error)) await this.refusals.note('sign-in.locked', { detail: { ...shown, by: 'password' }, ip });
      throw error;
    });
    const account = await this.accounts.byEmail(email);
    const matches = await this.passwords.matches(account?.password_hash ?? null, password);
    if (account && matches && !account.disabled_at) return account;
    const why = !account ? 'unknown' : account.disabled_at ? 'disabled' : 'password';
    await this.refusals.note('sign-in.refused', { subject: account && { type: 'user', id: account.id }, detail: { ...shown, why }, ip });
    throw new Problem('auth/invalid-credentials');
  }

  async forgive(account: Account, { ip }: Caller): Promise<void> {
    await this.attempts.forgive('password', account.email, ip);
  }

  /** An open screen is not proof enough for what could lock its owner out. */
  confirm(me: Person, password: string, { ip }: Caller): Promise<void> {
    return this.passwords.inTurn({ name: me.id, known: true }, () => this.confirmed(me, password, ip));
  }

  private async confirmed(me: Person, password: string, ip: string): Promise<void> {
    const refused = (why: string): Promise<void> =>
      this.refusals.note('user.proof-refused', { actor: me, subject: { type: 'user', id: me.id }, detail: { why }, ip });
    await this.attempts.begin('confirm', me.id, ip).catch(async (error: unknown) => {
      if (isLock(error)) await refused('locked');
      throw error;
    });
    const account = await this.accounts.byId(me.id);
    if (!(await this.passwords.matches(account?.password_hash ?? null, password))) {
      await refused('password');
      throw new Problem('auth/invalid-credentials');
    }
    await this.attempts.forgive('confirm', me.id, ip);
  }
}
