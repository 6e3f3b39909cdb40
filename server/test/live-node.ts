import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './database.js';

/** A server in a process of its own, for the tests that kill it. */
export interface Node {
  readonly url: string;
  readonly process: ChildProcess;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const START_MS = 30_000;

export async function startNode(database: TestDatabase, port = 0): Promise<Node> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment(database.url, port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not start in time')), START_MS);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    });
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return { url, process: child, stop };
}

const environment = (databaseUrl: string, port: number): Record<string, string> => ({
  PORT: String(port),
  LOG_LEVEL: 'error',
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: '8',
  TOCSIN_ROLES: 'api',
  TOCSIN_SECRET: 'a secret that is only known to tests',
});
