import { Injectable } from '@nestjs/common';
import { maskEmail } from '@tocsin/shared/complaints';
import type { Login, Me } from '@tocsin/shared/identity';
import { Db } from '../platform/database/db.js';
import { Problem } from '../platform/problems/index.js';
import type { Account } from './accounts.repository.js';
import { meOf } from './own-account.service.js';
import { PasswordCheck, type Caller } from './password-check.js';
import { Refusals } from './refusals.js';
import { SessionsService } from './sessions.service.js';
import { isLock, SignInAttempts } from './sign-in-attempts.repository.js';
import { Totp } from './totp.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly db: Db,
    private readonly check: PasswordCheck,
    private readonly attempts: SignInAttempts,
    private readonly totp: Totp,
    private readonly sessions: SessionsService,
    private readonly refusals: Refusals,
  ) {}

  async signIn({ email, password, totp }: Login, caller: Caller): Promise<{ token: string; me: Me }> {
    const account = await this.check.account(email, password, caller);
    // Asking for the code is the next step, not a failed attempt.
    if (!account.totp_confirmed_at || totp === undefined) await this.check.forgive(account, caller);
    if (account.totp_confirmed_at) await this.demandCode(account, totp, caller);
    const { token, session } = await this.db.transaction((tx) => this.sessions.open(tx, account, caller));
    return { token, me: meOf(account, session) };
  }

  /** A code has a million values: its tries are counted by account, from wherever they come. */
  private async demandCode(account: Account, totp: string | undefined, caller: Caller): Promise<void> {
    if (totp === undefined) throw new Problem('auth/totp-required');
    const refusal = { subject: { type: 'user', id: account.id }, ip: caller.ip };
    await this.attempts.begin('code', account.id).catch(async (error: unknown) => {
      if (isLock(error))
        await this.refusals.note('sign-in.locked', { ...refusal, detail: { email: maskEmail(account.email), by: 'code' } });
      throw error;
    });
    const proven = await this.db.transaction((tx) => this.totp.isProof(tx, account, totp));
    if (!proven) {
      await this.refusals.note('sign-in.code-refused', { ...refusal, detail: { email: maskEmail(account.email) } });
      throw new Problem('auth/totp-invalid');
    }
    await this.attempts.forgive('code', account.id);
    await this.check.forgive(account, caller);
  }
}
