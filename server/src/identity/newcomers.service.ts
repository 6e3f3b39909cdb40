import { Injectable } from '@nestjs/common';
import { isUniqueViolation, type Tx } from '../platform/database/index.js';
import { Problem } from '../platform/problems/index.js';
import { AccountsRepository, type NewAccount } from './accounts.repository.js';
import { Passwords } from './passwords.js';

/** What every way to a new account has to observe: one account an address, and no weak password. */
@Injectable()
export class NewcomersService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
  ) {}

  async refuseKnown(tx: Tx, email: string): Promise<void> {
    if (await this.accounts.taken(tx, email)) throw new Problem('user/email-taken');
  }

  hash(password: string, email: string): Promise<string> {
    this.passwords.refuseWeak(password, email);
    return this.passwords.hash(password);
  }

  async admit(tx: Tx, account: NewAccount): Promise<void> {
    try {
      await this.accounts.insert(tx, account);
    } catch (error) {
      throw isUniqueViolation(error, 'account_email_key') ? new Problem('user/email-taken') : error;
    }
  }
}
