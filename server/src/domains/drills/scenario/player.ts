import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, Sender, type Tally } from './sender.js';
import type { Scenario, ScenarioOptions, ScriptedComplaint } from './scenario.js';

export interface PlayOptions {
  /** Of a running server, without `/api/v1`. */
  baseUrl: string;
  apiKey: string;
  scenario: Scenario;
  options?: Partial<ScenarioOptions>;
  /** Times the scenario's own pace; `Infinity`: as fast as the server takes it. */
  speed: number;
  /** How many messages to leave out: where an earlier run stopped. Sending them again would be harmless as well. */
  from?: number;
  signal?: AbortSignal;
  onProgress?: (progress: PlayProgress) => void;
  /** Sees every message with its true label before it is sent, for measuring. */
  onSend?: (complaint: ScriptedComplaint) => void;
}

export interface PlayProgress extends Tally {
  /** Handed to the server so far, `from` included: the next run goes on here. */
  position: number;
  elapsedMs: number;
  /** How far the playing lags behind the script. */
  behindMs: number;
  done: boolean;
}

const TICK_MS = 100;
/** Above this many a second one request each costs more than it shows. */
const SINGLES_UP_TO = 120;
const BATCH = 500;
const PROGRESS_EVERY_MS = 1_000;

/** Plays a scenario into a running server over HTTP. Ends when all is sent or the signal fires; then nothing is in flight any more. */
export async function play(given: PlayOptions): Promise<PlayProgress> {
  const run = new Run(given);
  return run.toTheEnd();
}

class Run {
  private readonly sender: Sender;
  private readonly script: Iterator<ScriptedComplaint, void>;
  private readonly bulk: boolean;
  private readonly started = performance.now();
  private upcoming: ScriptedComplaint | undefined;
  private position = 0;
  private firstAtMs = 0;
  private behindMs = 0;
  private lastTold = 0;

  constructor(private readonly given: PlayOptions) {
    const { scenario, options, speed, baseUrl, apiKey, signal } = given;
    if (!(speed > 0)) throw new RangeError('speed must be above zero');
    const all = { ...scenario.defaults, ...options };
    this.bulk = all.rate * speed > SINGLES_UP_TO;
    this.sender = new Sender({ baseUrl, apiKey, signal, inFlight: this.bulk ? 3 : 24 });
    this.script = scenario.complaints(all);
    for (let left = given.from ?? 0; left > 0; left--) if (this.advance() === undefined) break;
    this.advance();
    this.firstAtMs = this.upcoming?.atMs ?? 0;
  }

  private advance(): ScriptedComplaint | undefined {
    const previous = this.upcoming;
    const step = this.script.next();
    this.upcoming = step.done ? undefined : step.value;
    if (previous) this.position = previous.index + 1;
    return this.upcoming;
  }

  async toTheEnd(): Promise<PlayProgress> {
    try {
      while (this.upcoming && !this.given.signal?.aborted) {
        await this.sendDue();
        this.tell(false);
        if (this.upcoming) await this.rest();
      }
    } finally {
      await this.sender.settle();
    }
    return this.tell(true);
  }

  /** Everything whose time has come, in order; waits while the server is busy. */
  private async sendDue(): Promise<void> {
    const now = (performance.now() - this.started) * this.given.speed + this.firstAtMs;
    while (this.upcoming && this.upcoming.atMs <= now && !this.given.signal?.aborted) {
      const first = this.upcoming.index;
      if (this.given.speed !== Infinity) this.behindMs = Math.max(0, now - this.upcoming.atMs) / this.given.speed;
      const due: Delivery[] = [];
      while (this.upcoming && this.upcoming.atMs <= now && due.length < (this.bulk ? BATCH : 1)) {
        this.given.onSend?.(this.upcoming);
        due.push(this.upcoming.body);
        this.advance();
      }
      await (this.bulk ? this.sender.bulk(due, first) : this.sender.single(due[0] as Delivery, first));
      this.tell(false);
    }
  }

  private async rest(): Promise<void> {
    if (this.given.speed === Infinity) return;
    await sleep(TICK_MS, undefined, { signal: this.given.signal }).catch(() => undefined);
  }

  private tell(done: boolean): PlayProgress {
    const elapsedMs = performance.now() - this.started;
    const position = Math.min(this.position, this.sender.abandonedFrom);
    const progress = { ...this.sender.tally, position, elapsedMs, behindMs: Math.round(this.behindMs), done };
    if (done || elapsedMs - this.lastTold >= PROGRESS_EVERY_MS) {
      this.lastTold = elapsedMs;
      this.given.onProgress?.(progress);
    }
    return progress;
  }
}
