import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Email, type Setup } from '@tocsin/shared/identity';
import { newId, type UserId } from '@tocsin/shared/kernel';
import { Audit } from '../audit/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { newToken, sameSecret } from '../platform/crypto/tokens.js';
import { Db } from '../platform/database/db.js';
import { log } from '../platform/logging/log.js';
import { Problem } from '../platform/problems/index.js';
import { AccountsRepository } from './accounts.repository.js';
import { Passwords } from './passwords.js';

const logger = log('identity');

/** The first admin: named by the environment, or made on the set-up page by whoever can read this server's console. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  private token: string | null = null;

  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.accounts.any()) return;
    const { admin } = this.config;
    if (admin) {
      await this.create({ email: Email.parse(admin.email), name: 'Admin', password: admin.password }).catch(unlessAnotherNodeDid);
      logger.info({}, 'the first admin was made from the environment');
      return;
    }
    this.token = newToken();
  }

  async isOpen(): Promise<boolean> {
    return this.token !== null && !(await this.accounts.any());
  }

  /** For the printed banner and for tests; null when set-up is closed. */
  get oneTimeToken(): string | null {
    return this.token;
  }

  async complete({ token, ...admin }: Setup): Promise<void> {
    if (!(await this.isOpen())) throw new Problem('auth/setup-closed');
    if (!this.token || !sameSecret(token, this.token)) throw new Problem('auth/setup-token-invalid');
    this.passwords.refuseWeak(admin.password, admin.email);
    await this.create(admin);
    this.token = null;
  }

  private async create({ email, name, password }: Omit<Setup, 'token'>): Promise<void> {
    const password_hash = await this.passwords.hash(password);
    await this.db.transaction(async (tx) => {
      await this.accounts.lockSetup(tx);
      if (await this.accounts.any(tx)) throw new Problem('auth/setup-closed');
      const now = this.clock.now();
      const id = newId<UserId>(now.getTime());
      await this.accounts.insert(tx, { id, email, name, password_hash, roles: ['admin'], brands: null, created_at: now });
      await this.audit.record(tx, 'system', 'user.created', { type: 'user', id }, { roles: ['admin'], by: 'set-up' });
    });
  }
}

function unlessAnotherNodeDid(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'auth/setup-closed')) throw error;
}
