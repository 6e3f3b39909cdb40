import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';

export interface Listening {
  stop: () => Promise<void>;
}

const KEEP_ALIVE_MS = 10_000;
const ANSWER_MS = 5_000;
const RETRY_MS = [50, 100, 250, 500, 1_000, 2_000];

/** LISTEN on a dedicated connection: a pooled one would lose its subscription without a word when the pool replaces it. */
export function listenOn(connection: PoolConfig, channel: string, onPayload: (payload: string) => void): Listening {
  const stopping = new AbortController();
  const running = keepListening(connection, channel, onPayload, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function keepListening(
  connection: PoolConfig,
  channel: string,
  onPayload: (payload: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const client = new Client({ ...connection, application_name: 'tocsin-listen', connectionTimeoutMillis: ANSWER_MS, keepAlive: true });
    const lost = new Promise<void>((settle) => {
      client.once('error', () => settle());
      client.once('end', () => settle());
    });
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => onPayload(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      failures = 0;
      onPayload('');
      await Promise.race([lost, keepAlive(client, signal)]);
    } catch {
      failures += 1;
    }
    await client.end().catch(() => undefined);
    if (!signal.aborted) await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0, signal);
  }
}

/** Ends when a half-dead connection no longer answers, or when asked to stop. */
async function keepAlive(client: Client, signal: AbortSignal): Promise<void> {
  for (;;) {
    await pause(KEEP_ALIVE_MS, signal);
    if (signal.aborted) return;
    const answer = client.query('SELECT 1').then(() => true);
    answer.catch(() => undefined);
    if (!(await Promise.race([answer, sleep(ANSWER_MS, false, { ref: false })]))) return;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
