import { Injectable } from '@nestjs/common';
import type { Person } from '@tocsin/shared/identity';
import { Problem } from '../platform/problems/index.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { Passwords } from './passwords.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';

export interface Caller {
  ip: string;
  userAgent: string;
}

/** Every comparison of a password counts as an attempt, and costs the same whether there is an account or not. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
  ) {}

  /** One answer for an unknown address, a wrong password and a disabled account. */
  async account(typed: string, password: string, { ip }: Caller): Promise<Account> {
    const email = typed.trim().toLowerCase();
    await this.attempts.begin('password', email, ip);
    const account = await this.accounts.byEmail(email);
    const matches = await this.passwords.matches(account?.password_hash ?? null, password);
    if (!account || !matches || account.disabled_at) throw new Problem('auth/invalid-credentials');
    return account;
  }

  async forgive(account: Account, { ip }: Caller): Promise<void> {
    await this.attempts.forgive('password', account.email, ip);
  }

  /** An open screen is not proof enough for what could lock its owner out. */
  async confirm(me: Person, password: string, { ip }: Caller): Promise<void> {
    await this.attempts.begin('confirm', me.id, ip);
    const account = await this.accounts.byId(me.id);
    if (!(await this.passwords.matches(account?.password_hash ?? null, password))) throw new Problem('auth/invalid-credentials');
    await this.attempts.forgive('confirm', me.id, ip);
  }
}
