import { newId, type ProblemBody } from '@tocsin/shared/kernel';
import { type CatchUp, type Done, SetPresence, type StreamId, Unwatch, Watch, userStream } from '@tocsin/shared/live';
import { z } from 'zod';
import { inContext } from '../platform/logging/context.js';
import { log } from '../platform/logging/log.js';
import { Problem, problemBody, toProblem } from '../platform/problems/index.js';
import { audienceOf } from './audiences.js';
import type { Conversations } from './conversations.js';
import type { Listener } from './listener.js';
import { ME, wireName } from './rooms.js';
import { TokenBucket } from './token-bucket.js';

const BURST = 60;
const PER_SECOND = 20;
/** Refusals in a row after which nobody believes it is an accident. */
const PATIENCE = 100;
const STREAMS_MAX = 100;
const logger = log('live');

type Ack = (...answer: unknown[]) => void;
const deaf: Ack = () => undefined;

/** What one listener may say. Every message is answered exactly once: with what was asked for, or with a problem. */
export class Conversation {
  private readonly bucket = new TokenBucket(BURST, PER_SECOND);
  private refused = 0;

  constructor(
    private readonly listener: Listener,
    private readonly house: Conversations,
  ) {}

  async hear(message: string, args: readonly unknown[]): Promise<void> {
    const last = args.at(-1);
    const ack = typeof last === 'function' ? (last as Ack) : deaf;
    const requestId = newId();
    const { principal } = this.listener;
    if (!this.bucket.take()) return this.refuse(ack, new Problem('request/rate-limited'), requestId);
    this.refused = 0;
    const context = { requestId, ...(principal.kind === 'user' ? { userId: principal.id } : {}) };
    try {
      await inContext(context, () => this.answer(message, typeof args[0] === 'function' ? undefined : args[0], ack));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) logger.error({ err: error, message }, 'a message could not be answered');
      ack(refusal(problemBody(problem, requestId)));
    }
  }

  private answer(message: string, body: unknown, ack: Ack): Promise<void> {
    switch (message) {
      case 'watch':
        return this.watch(parsed(Watch, body), ack);
      case 'unwatch':
        return this.unwatch(parsed(Unwatch, body), ack);
      case 'presence':
        return this.presence(parsed(SetPresence, body), ack);
      case 'ping':
        return this.ping(ack);
      default:
        throw new Problem('live/malformed', {}, { issues: [{ path: '', code: 'unknown-message', message: 'no such message' }] });
    }
  }

  /** Join, then read: a repeat is dropped by its number, a gap could not be filled. */
  private async watch({ stream, afterSeq }: Watch, ack: Ack): Promise<void> {
    const { eventLog, access, listeners } = this.house;
    const name = this.named(stream);
    const { rights } = this.listener;
    await this.require(name);
    if (this.listener.streams.size >= STREAMS_MAX && !this.listener.streams.has(name)) throw new Problem('request/rate-limited');
    const { room, member } = listeners.rooms.enter(name, this.listener);
    try {
      let answer = await eventLog.catchUp(name, afterSeq);
      // Of two first listeners the one who read earlier must not miss what only the other has read.
      if (answer.lastSeq < (room.position ?? 0)) answer = await eventLog.catchUp(name, afterSeq);
      // Rights that changed while the log was read decide, not those at the start.
      if (rights !== this.listener.rights && !(await access.mayWatch(this.listener.principal, name))) throw new Problem('auth/forbidden');
      ack({ ...retold(answer, name, stream), epoch: this.house.epoch } satisfies CatchUp);
      room.admit(this.listener, member, answer.lastSeq);
    } catch (error) {
      listeners.leave(this.listener, name);
      throw error;
    }
    if (!this.listener.socket.connected) return listeners.leave(this.listener, name);
    this.house.dispatcher.wake(name);
    this.house.pulses.greet(name, this.listener);
    listeners.presences.greet(name, this.listener);
  }

  private unwatch({ stream }: Unwatch, ack: Ack): Promise<void> {
    this.house.listeners.leave(this.listener, this.named(stream));
    this.done(ack);
    return Promise.resolve();
  }

  private async presence({ stream, tab }: SetPresence, ack: Ack): Promise<void> {
    const name = this.named(stream);
    if (!this.listener.streams.has(name)) throw new Problem('live/unknown-stream');
    await this.house.listeners.presences.set(this.listener, name, tab);
    this.done(ack);
  }

  private ping(ack: Ack): Promise<void> {
    const told = [...this.listener.streams].map((stream) => [
      wireName(stream),
      this.house.listeners.rooms.get(stream)?.toldTo(this.listener) ?? 0,
    ]);
    ack(this.house.now().toISOString(), Object.fromEntries(told));
    return Promise.resolve();
  }

  /** Their own stream is the only one of its kind that anybody may name; which audience of an incident they are in is not theirs to say. */
  private named(stream: StreamId): StreamId {
    const { principal } = this.listener;
    if (stream.startsWith('user:') || (stream === ME && principal.kind !== 'user')) throw new Problem('live/unknown-stream');
    return stream === ME && principal.kind === 'user' ? userStream(principal.id) : audienceOf(principal, stream);
  }

  private async require(stream: StreamId): Promise<void> {
    const refused = await this.house.access.refusal(this.listener.principal, stream);
    if (refused) throw refused;
  }

  private done(ack: Ack): void {
    ack({ kind: 'ok' } satisfies Done);
  }

  private refuse(ack: Ack, problem: Problem, requestId: string): void {
    this.refused += 1;
    ack(refusal(problemBody(problem, requestId)));
    if (this.refused > PATIENCE) this.listener.cut();
  }
}

const refusal = (problem: ProblemBody): Done => ({ kind: 'refused', problem });

function retold(answer: Exclude<CatchUp, { kind: 'refused' }>, name: StreamId, as: StreamId): typeof answer {
  if (answer.kind === 'reset' || name === as) return answer;
  return { ...answer, events: answer.events.map((event) => ({ ...event, stream: as })) };
}

/** Names the field and the fault and nothing of what was sent. */
function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const onlyStream = result.error.issues.every(({ path }) => path.length === 1 && path[0] === 'stream');
  const given = (body as { stream?: unknown } | null | undefined)?.stream;
  if (onlyStream && typeof given === 'string') throw new Problem('live/unknown-stream');
  const issues = result.error.issues
    .slice(0, 5)
    .map(({ path, code }) => ({ path: String(path[0] ?? ''), code, message: 'is not as agreed' }));
  throw new Problem('live/malformed', {}, { issues });
}
