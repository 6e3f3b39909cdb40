import { Injectable } from '@nestjs/common';
import { FIRST_STEPS, type FirstStep, type FirstSteps as Answer, type Person } from '@tocsin/shared/identity';
import { BackupKeeper } from '../platform/backup/index.js';
import { FirstStepsRepository } from './first-steps.repository.js';

/** Null where the product cannot tell. */
type Look = (me: Person) => Promise<boolean | null>;

/** What a new installation still needs. Each domain says itself whether its part is done. */
@Injectable()
export class FirstSteps {
  private readonly looks = new Map<FirstStep, Look[]>();

  constructor(
    private readonly repository: FirstStepsRepository,
    backups: BackupKeeper,
  ) {
    this.register('people', () => repository.hasPeople());
    this.register('two-factor', ({ id }) => repository.hasTwoFactor(id));
    this.register('backup', () => backups.hasBackup());
    this.register('channel', () => repository.hasKey());
  }

  /** Several ways may lead to one step: any of them is enough. */
  register(step: FirstStep, look: Look): void {
    this.looks.set(step, [...(this.looks.get(step) ?? []), look]);
  }

  async of(me: Person): Promise<Answer> {
    const steps = await Promise.all(FIRST_STEPS.map(async (step) => ({ step, state: await this.stateOf(step, me) })));
    return { steps, dismissedAt: (await this.repository.dismissedAt(me.id))?.toISOString() ?? null };
  }

  private async stateOf(step: FirstStep, me: Person): Promise<Answer['steps'][number]['state']> {
    const answers = await Promise.all((this.looks.get(step) ?? []).map((look) => look(me)));
    if (answers.includes(true)) return 'done';
    return answers.includes(false) ? 'open' : 'unknown';
  }
}
