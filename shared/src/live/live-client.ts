import { z } from 'zod';
import type { ProblemBody } from '../kernel/index.js';
import { Follower, NOWHERE } from './follower.js';
import { type CatchUp, LiveEvent, Presence, Pulse, type StreamId } from './live.contract.js';
import type { Wire, WireMessage } from './wire.js';

export interface StreamListener {
  onEvent?: (event: LiveEvent) => void;
  /** What is shown must be read anew. */
  onReset?: () => void;
  onRefused?: (problem: ProblemBody | null) => void;
  onPulse?: (pulse: Pulse) => void;
  onPresence?: (presence: Presence) => void;
}

export type ConnectionState = 'live' | 'reconnecting' | 'offline';
export interface Connection {
  readonly state: ConnectionState;
  /** Round trip of the last ping. */
  readonly latencyMs: number | null;
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  /** Until when what is shown was told as it happened; null while it still is, and before it ever was. */
  readonly dataAt: number | null;
  /** Why the server will not have us. */
  readonly problem: ProblemBody | null;
}

export interface LiveClientOptions {
  now?: () => number;
  pingEveryMs?: number;
  /** How long a broken connection counts as about to come back. */
  offlineAfterMs?: number;
  retryMs?: number;
}

interface Followed {
  readonly stream: StreamId;
  readonly follower: Follower;
  readonly listeners: Set<StreamListener>;
  pulse: Pulse | null;
  presence: Presence | null;
  tab: string | null | undefined;
}

const Head = z.object({ stream: z.string(), seq: z.int().positive() });
const Revoked = z.object({ streams: z.array(z.string()) });

/** Follows streams over one connection and survives its falls; every listener hears each event of its stream once and in order. */
export class LiveClient {
  private readonly streams = new Map<string, Followed>();
  private readonly watchers = new Set<() => void>();
  private readonly now: () => number;
  private started = false;
  private connected = false;
  private epoch: number | null = null;
  private status: Connection;
  private pinging: ReturnType<typeof setInterval> | undefined;
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly wire: Wire,
    private readonly options: LiveClientOptions = {},
  ) {
    this.now = options.now ?? Date.now;
    this.status = { state: 'reconnecting', latencyMs: null, since: this.now(), dataAt: null, problem: null };
    wire.hearWith({
      onUp: () => this.up(),
      onDown: () => this.down(),
      onTurnedAway: (problem, final) => this.turnedAway(problem, final),
      onMessage: (message) => this.route(message),
    });
  }

  start(): void {
    this.started = true;
    this.fade();
    this.wire.open();
  }

  stop(): void {
    this.started = false;
    clearInterval(this.pinging);
    this.endFading();
    this.connected = false;
    for (const { follower } of this.streams.values()) follower.pause();
    this.wire.close();
  }

  /** `afterSeq` is the position of the snapshot on screen; without one the listener is told to read it (`onReset`). */
  follow(stream: StreamId, listener: StreamListener, afterSeq?: number): () => void {
    const known = this.streams.get(stream);
    const followed = known ?? this.begin(stream, afterSeq);
    if (known && afterSeq !== undefined) this.joinLate(known, listener, afterSeq);
    followed.listeners.add(listener);
    if (followed.pulse) listener.onPulse?.(followed.pulse);
    if (followed.presence) listener.onPresence?.(followed.presence);
    return () => this.leave(followed, listener);
  }

  /** The newest events of a stream, to be folded over a snapshot that was read a moment before they came. */
  history(stream: StreamId): readonly LiveEvent[] {
    return this.streams.get(stream)?.follower.history ?? [];
  }

  lastSeq(stream: StreamId): number | null {
    return this.streams.get(stream)?.follower.lastSeq ?? null;
  }

  /** Says which tab is looked at, and says it again after every reconnect. */
  presence(stream: StreamId, tab: string | null): void {
    const followed = this.streams.get(stream);
    if (!followed || followed.tab === tab) return;
    followed.tab = tab;
    this.tellPresence(followed);
  }

  get connection(): Connection {
    return this.status;
  }

  subscribe(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  private begin(stream: StreamId, afterSeq: number | undefined): Followed {
    const listeners = new Set<StreamListener>();
    const follower = new Follower(afterSeq ?? NOWHERE, {
      watch: (seq) => this.watch(stream, seq),
      onEvent: (event) => this.deliver(followed, event),
      onReset: () => each(listeners, (listener) => listener.onReset?.()),
      onRefused: (problem) => each(listeners, (listener) => listener.onRefused?.(problem)),
    });
    const followed: Followed = { stream, follower, listeners, pulse: null, presence: null, tab: undefined };
    this.streams.set(stream, followed);
    if (this.connected) void this.catchUp(followed);
    return followed;
  }

  /** Somebody else follows this stream already and may be ahead of the newcomer's snapshot. */
  private joinLate({ follower }: Followed, listener: StreamListener, afterSeq: number): void {
    follower.beginAt(afterSeq);
    const missed = follower.since(afterSeq);
    if (missed) for (const event of missed) listener.onEvent?.(event);
    else listener.onReset?.();
  }

  private leave(followed: Followed, listener: StreamListener): void {
    followed.listeners.delete(listener);
    if (followed.listeners.size > 0 || this.streams.get(followed.stream) !== followed) return;
    this.streams.delete(followed.stream);
    followed.follower.pause();
    if (this.connected) this.wire.unwatch({ stream: followed.stream }).catch(ignore);
  }

  private async watch(stream: StreamId, afterSeq: number): Promise<CatchUp> {
    const answer = await this.wire.watch({ stream, afterSeq });
    // "Not now" is no refusal: the stream waits and asks again.
    if (answer.kind === 'refused' && (answer.problem.status === 429 || answer.problem.status >= 500)) throw new Error(answer.problem.code);
    if (answer.kind === 'refused' || answer.epoch === undefined) return answer;
    const known = this.epoch;
    this.epoch = answer.epoch;
    return known === null || known === answer.epoch ? answer : { kind: 'reset', lastSeq: answer.lastSeq, epoch: answer.epoch };
  }

  /** An event of a kind this build does not know cannot be applied; what is shown is read anew instead. */
  private deliver({ listeners }: Followed, raw: LiveEvent): void {
    const event = LiveEvent.safeParse(raw);
    each(listeners, (listener) => (event.success ? listener.onEvent?.(event.data) : listener.onReset?.()));
  }

  private up(): void {
    this.connected = true;
    const all = [...this.streams.values()];
    void Promise.all(all.map((followed) => this.catchUp(followed))).then(() => {
      if (this.connected) this.become('live');
    });
    clearInterval(this.pinging);
    this.pinging = setInterval(() => void this.ping(), this.options.pingEveryMs ?? 10_000);
    void this.ping();
  }

  private async catchUp(followed: Followed): Promise<void> {
    const live = await followed.follower.catchUp();
    if (live && followed.tab !== undefined) this.tellPresence(followed);
    if (live || followed.follower.current === 'refused' || !this.connected) return;
    await new Promise((go) => setTimeout(go, (this.options.retryMs ?? 1_000) * (0.5 + Math.random())));
    const wanted = this.streams.get(followed.stream) === followed && followed.follower.current === 'waiting';
    if (wanted && this.connected) await this.catchUp(followed);
  }

  private down(): void {
    this.connected = false;
    clearInterval(this.pinging);
    for (const { follower } of this.streams.values()) follower.pause();
    if (this.status.state === 'live') this.become('reconnecting');
    this.fade();
  }

  private turnedAway(problem: ProblemBody | null, final: boolean): void {
    this.down();
    if (final) this.become('offline', problem);
  }

  /** Counted from the fall, not from the last vain attempt to come back. */
  private fade(): void {
    // Closing the wire tells us that it is down, too; then nobody waits for it any more.
    if (!this.started || this.fading !== undefined) return;
    this.fading = setTimeout(() => {
      if (this.status.state === 'reconnecting') this.become('offline');
    }, this.options.offlineAfterMs ?? 20_000);
  }

  private endFading(): void {
    clearTimeout(this.fading);
    this.fading = undefined;
  }

  private async ping(): Promise<void> {
    const from = this.now();
    const positions = await this.wire.ping().catch(() => null);
    if (!positions || !this.connected) return;
    this.tell({ ...this.status, latencyMs: this.now() - from });
    for (const { stream, follower } of this.streams.values()) follower.heardUpTo(positions[stream] ?? 0);
    const waiting = [...this.streams.values()].filter(({ follower }) => follower.current === 'waiting');
    for (const followed of waiting) void this.catchUp(followed);
  }

  private route({ name, body }: WireMessage): void {
    if (name === 'revoked') return this.revoked(body);
    const stream = (body as { stream?: unknown } | null)?.stream;
    const followed = typeof stream === 'string' ? this.streams.get(stream) : undefined;
    if (!followed) return;
    if (name === 'live' && Head.safeParse(body).success) followed.follower.hear(body as LiveEvent);
    if (name === 'pulse') this.pulse(followed, Pulse.safeParse(body));
    if (name === 'presence') this.present(followed, Presence.safeParse(body));
  }

  private pulse(followed: Followed, pulse: z.ZodSafeParseResult<Pulse>): void {
    if (!pulse.success) return;
    followed.pulse = pulse.data;
    each(followed.listeners, (listener) => listener.onPulse?.(pulse.data));
  }

  private present(followed: Followed, presence: z.ZodSafeParseResult<Presence>): void {
    if (!presence.success) return;
    followed.presence = presence.data;
    each(followed.listeners, (listener) => listener.onPresence?.(presence.data));
  }

  private revoked(body: unknown): void {
    const revoked = Revoked.safeParse(body);
    for (const stream of revoked.success ? revoked.data.streams : []) {
      const followed = this.streams.get(stream);
      followed?.follower.pause();
      each(followed?.listeners ?? [], (listener) => listener.onRefused?.(null));
    }
  }

  private tellPresence({ stream, tab }: Followed): void {
    if (this.connected && tab !== undefined) this.wire.presence({ stream, tab }).catch(ignore);
  }

  private become(state: ConnectionState, problem: ProblemBody | null = null): void {
    if (state === this.status.state && problem === this.status.problem) return;
    if (state === 'live') this.endFading();
    const { state: before, dataAt, latencyMs } = this.status;
    const live = state === 'live';
    this.tell({
      state,
      latencyMs: live ? latencyMs : null,
      since: this.now(),
      dataAt: live ? null : before === 'live' ? this.now() : dataAt,
      problem,
    });
  }

  private tell(status: Connection): void {
    this.status = status;
    for (const watcher of this.watchers) watcher();
  }
}

function each(listeners: Iterable<StreamListener>, tell: (listener: StreamListener) => void): void {
  for (const listener of [...listeners]) tell(listener);
}

/** The connection fell meanwhile; it is said again when it stands. */
function ignore(): void {
  return undefined;
}
