import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { passwordWeakness } from '@tocsin/shared/identity';
import { Problem } from '../platform/problems/index.js';

// argon2id is the library's default algorithm; its enum cannot be imported under isolatedModules.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;

/** Each hash takes 19 MiB and a core for a moment: a burst of sign-ins waits its turn instead of starving the intake. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** With no account it still takes as long as with one, so the answer's time tells nobody which addresses exist. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= this.hash('nobody has this password')));
    const same = await this.inTurn(() => verify(against, password));
    return same && stored !== null;
  }

  refuseWeak(password: string, email: string): void {
    const weakness = passwordWeakness(password, email);
    if (weakness)
      throw new Problem(
        'auth/password-weak',
        { weakness },
        { issues: [{ path: 'password', code: weakness, message: 'too easy to guess' }] },
      );
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
