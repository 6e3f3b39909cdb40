import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { Handles, defineQueue } from '../platform/jobs/index.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';

const forgetSessions = defineQueue('identity.forget-ended-sessions', { every: '41 * * * *' });

@Injectable()
export class IdentityHousekeeping {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly attempts: SignInAttempts,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Handles(forgetSessions)
  async forgetSessions(): Promise<void> {
    const now = this.clock.now();
    await this.sessions.deleteExpired(now, new Date(now.getTime() - this.config.session.idleMs));
    await this.attempts.forget();
  }
}
