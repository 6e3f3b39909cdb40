import { expect } from '@jest/globals';
import { fold, LiveEvent, type Reducer, STALE, type StreamId } from '@tocsin/shared/live';
import type { EventLog } from '../src/live/index.js';

export interface Shown<T> {
  /** For the message of a failure. */
  readonly what: string;
  readonly stream: StreamId;
  /** A fresh snapshot, as a screen would fetch it. */
  readonly read: () => Promise<T>;
  readonly reduce: Reducer<T>;
  /** Leaves out what no event carries, such as the time of reading. */
  readonly compare?: (snapshot: T) => unknown;
  /** Whether "read anew" is an acceptable answer to this command; said out loud, since it costs a request a screen. */
  readonly mayGoStale?: boolean;
}

/** One screen: remembers what it showed, then compares what the events made of it with what is true. */
export interface Screen {
  readonly stream: StreamId;
  readonly open: () => Promise<(events: readonly LiveEvent[]) => Promise<void>>;
}

export function screen<T>({ what, stream, read, reduce, compare = (x) => x, mayGoStale = false }: Shown<T>): Screen {
  return {
    stream,
    open: async () => {
      const before = await read();
      return async (events) => {
        const folded = fold(before, events, reduce);
        const fresh = await read();
        if (folded === STALE) expect({ what, stale: mayGoStale }).toEqual({ what, stale: true });
        else expect({ what, shows: compare(folded) }).toEqual({ what, shows: compare(fresh) });
      };
    },
  };
}

/**
 * Snapshot + events = fresh snapshot: reads every screen, runs the command, folds what the log says happened over the first reading and
 * compares it with a second one. Answers the events, so that a list of commands can check that each one told something.
 */
export async function verifyCommand(eventLog: EventLog, screens: readonly Screen[], command: () => Promise<unknown>): Promise<LiveEvent[]> {
  const opened = [];
  for (const { stream, open } of screens) opened.push({ stream, from: await eventLog.lastSeq(stream), close: await open() });
  await command();
  const told: LiveEvent[] = [];
  for (const { stream, from, close } of opened) {
    const events = await eventLog.after(stream, from, 1_000);
    for (const event of events) expect(LiveEvent.parse(event)).toEqual(event);
    await close(events);
    told.push(...events);
  }
  return told;
}
