import { newKey } from './new-key.js';
import { isProblem } from './problem-error.js';

/** Long enough for whoever saw a time-out to try again; after that the same words are taken for a new request. */
export const RETRY_MS = 15 * 60_000;

interface Pending {
  key: string;
  lastTried: number;
}
const pending = new Map<string, Pending>();

/**
 * Sends `content` under one idempotency key until it has succeeded: a second press after a time-out, even from a dialog that was closed and
 * opened again, repeats the same request and makes no second row. Other content has another key. Two presses at once share one.
 */
export async function withRequestKey<T>(content: unknown, send: (key: string) => Promise<T>): Promise<T> {
  const now = Date.now();
  for (const [name, { lastTried }] of pending) if (now - lastTried > RETRY_MS) pending.delete(name);
  const name = JSON.stringify(content);
  const key = pending.get(name)?.key ?? newKey();
  pending.set(name, { key, lastTried: now });
  try {
    const answer = await send(key);
    pending.delete(name);
    return answer;
  } catch (error) {
    // The first try has made it, and whoever reads that and presses again wants another.
    if (isProblem(error, 'request/secret-shown-once')) pending.delete(name);
    throw error;
  }
}
