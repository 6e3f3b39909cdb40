import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { log } from '../../../platform/logging/log.js';
import { bigSaleLogistics, play, type PlayProgress } from '../scenario/index.js';
import { DemoRepository } from './demo.repository.js';
import { nextRun } from './demo-run.rules.js';
import { DemoStage, type SignIn } from './demo-stage.js';

/** Gentle enough for a laptop: all three crises stand within a minute, and grow for another twenty. */
const GENTLE = { rate: 5, durationSeconds: 1_200 };
const TOTAL = GENTLE.rate * GENTLE.durationSeconds;
const TELL_EVERY_MS = 60_000;
const logger = log('demo');

/** Plays the big-sale crisis into this very server, through its front door. Only when it was started with `--demo`. */
@Injectable()
export class DemoService implements OnModuleDestroy {
  private readonly leaving = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private lastTold = 0;

  constructor(
    private readonly clock: Clock,
    private readonly stage: DemoStage,
    private readonly earlier: DemoRepository,
  ) {}

  /** Answers as soon as everybody is on stage; the play itself goes on behind. */
  async start(baseUrl: string, speed: number): Promise<SignIn | null> {
    const signIn = await this.stage.people();
    const apiKey = await this.stage.key();
    const { seed } = bigSaleLogistics.defaults;
    const { run, from } = nextRun(await this.earlier.lastRun(`big-sale-${seed}-demo-`), TOTAL, this.clock.now());
    logger.info({ run, from, of: TOTAL, speed }, 'the demonstration begins');
    this.running = play({
      ...{ baseUrl, apiKey, speed, from, scenario: bigSaleLogistics, signal: this.leaving.signal },
      options: { ...GENTLE, run },
      onProgress: (progress) => this.tell(progress),
    }).then(
      ({ position }) => logger.info({ position, of: TOTAL }, position >= TOTAL ? 'the demonstration is over' : 'the demonstration stops'),
      (error: unknown) => logger.error({ err: error }, 'the demonstration broke off'),
    );
    return signIn;
  }

  /** Before the doors close: nothing is in flight any more when this has ended. */
  async stop(): Promise<void> {
    this.leaving.abort();
    await this.running;
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  private tell({ position, behindMs, retries, elapsedMs }: PlayProgress): void {
    if (elapsedMs - this.lastTold < TELL_EVERY_MS) return;
    this.lastTold = elapsedMs;
    logger.info({ position, of: TOTAL, behindMs, retries }, 'the demonstration goes on');
  }
}
