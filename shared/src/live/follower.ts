import type { ProblemBody } from '../kernel/index.js';
import { CATCH_UP_LIMIT, type CatchUp, type LiveEvent } from './live.contract.js';
import { accept } from './live.rules.js';

export interface FollowerPorts {
  watch: (afterSeq: number) => Promise<CatchUp>;
  onEvent: (event: LiveEvent) => void;
  /** Too much was missed, or the server's history is another one: what is shown must be read anew. */
  onReset: (lastSeq: number) => void;
  onRefused: (problem: ProblemBody) => void;
}

/** Says "I have nothing": any history is shorter, so the server answers with where it stands. */
export const NOWHERE = Number.MAX_SAFE_INTEGER;

export type FollowerState = 'waiting' | 'catching-up' | 'live' | 'refused';

/**
 * Follows one stream from a known position: every event once and in order, whatever the wire repeats, swaps or loses.
 * Knows nothing of sockets: `catchUp` is called when a connection stands, `hear` for each message, `pause` when it falls.
 */
export class Follower {
  private state: FollowerState = 'waiting';
  private held: LiveEvent[] = [];
  private recent: LiveEvent[] = [];
  /** Answers of an attempt that was overtaken by a newer one are thrown away. */
  private attempt = 0;

  constructor(
    private position: number,
    private readonly ports: FollowerPorts,
  ) {}

  get lastSeq(): number {
    return this.position;
  }

  get current(): FollowerState {
    return this.state;
  }

  /** The newest events already handed on, oldest first: to be folded over a snapshot that was read a moment before them. */
  get history(): readonly LiveEvent[] {
    return this.recent;
  }

  /** A snapshot turned up while the position was still unknown: it is as good a place to begin as any. */
  beginAt(seq: number): void {
    if (this.position !== NOWHERE) return;
    this.position = seq;
    if (this.state === 'catching-up') void this.catchUp();
  }

  /** What followed `seq`; null when that is further back than is remembered. */
  since(seq: number): readonly LiveEvent[] | null {
    const missed = this.recent.filter((event) => event.seq > seq);
    return this.position <= seq || missed.length === this.position - seq ? missed : null;
  }

  hear(event: LiveEvent): void {
    if (this.state !== 'live') {
      this.hold(event);
      return;
    }
    const what = accept(this.position, event.seq);
    if (what === 'apply') this.apply(event);
    if (what === 'catch-up') {
      this.hold(event);
      void this.catchUp();
    }
  }

  /** The server says how far it has told us; a message lost on the way would otherwise stay unseen until the next one. */
  heardUpTo(seq: number): void {
    if (this.state === 'live' && seq > this.position) void this.catchUp();
  }

  pause(): void {
    this.attempt += 1;
    this.state = 'waiting';
    this.held = [];
  }

  /** Answers whether the stream is now live; a wire that fails on the way leaves it waiting. */
  async catchUp(): Promise<boolean> {
    const attempt = ++this.attempt;
    this.state = 'catching-up';
    let answer: CatchUp;
    try {
      answer = await this.ports.watch(this.position);
    } catch {
      if (attempt === this.attempt) this.state = 'waiting';
      return false;
    }
    if (attempt !== this.attempt) return true;
    if (answer.kind === 'refused') return this.refuse(answer.problem);
    if (answer.kind === 'reset') this.reset(answer.lastSeq);
    else for (const event of answer.events) if (accept(this.position, event.seq) === 'apply') this.apply(event);
    return this.release();
  }

  private hold(event: LiveEvent): void {
    this.held.push(event);
    // Beyond what the server would send in one answer nothing is gained by holding: the answer will be a reset.
    if (this.held.length > 2 * CATCH_UP_LIMIT) this.held.shift();
  }

  /** Hands on what came in meanwhile; a hole in it asks again. */
  private async release(): Promise<boolean> {
    const held = this.held.sort((a, b) => a.seq - b.seq);
    this.held = [];
    for (const [i, event] of held.entries()) {
      const what = accept(this.position, event.seq);
      if (what === 'apply') this.apply(event);
      if (what !== 'catch-up') continue;
      this.held = held.slice(i);
      return this.catchUp();
    }
    this.state = 'live';
    return true;
  }

  private apply(event: LiveEvent): void {
    this.position = event.seq;
    this.recent.push(event);
    if (this.recent.length > CATCH_UP_LIMIT) this.recent.shift();
    this.ports.onEvent(event);
  }

  private reset(lastSeq: number): void {
    this.position = lastSeq;
    this.recent = [];
    this.ports.onReset(lastSeq);
  }

  private refuse(problem: ProblemBody): boolean {
    this.state = 'refused';
    this.held = [];
    this.ports.onRefused(problem);
    return false;
  }
}
