import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const READY = /Tocsin .*?(https?:\/\/\S+)/;

export const ADMIN = { email: 'admin@tocsin.test', password: 'bell-tower-at-dawn-7' } as const;

export interface Product {
  url: string;
  dataDir: string;
  pid: number;
  /** Everything the server has printed so far. */
  output: () => string;
  /** Ctrl-C, and waits until it has drained. */
  stop: () => Promise<void>;
  /** `kill -9`, nothing else: what a power cut leaves of the server. */
  kill: () => Promise<void>;
}

export interface StartOptions {
  /** Keep the data of an earlier run. */
  dataDir?: string;
  port?: number;
  /** Without it the set-up page is open. */
  admin?: boolean;
  env?: Record<string, string>;
}

function ready(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The server was not ready in 60 s:\n${output()}`)), 60_000);
    const look = (): void => {
      const url = READY.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server left with ${code} before it was ready:\n${output()}`));
    });
  });
}

const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));

/** The built product as a person starts it, in a process of its own, on a free port. */
export async function startProduct(options: StartOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'tocsin-e2e-')));
  const admin = options.admin === false ? {} : { TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password };
  const env = { ...process.env, LOG_LEVEL: 'warn', TOCSIN_DATA: dataDir, PORT: String(options.port ?? 0), ...admin, ...options.env };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const output = (): string => text;
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const url = await ready(child, output);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone(child);
  };
  const stop = async (): Promise<void> => {
    await end('SIGTERM');
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, pid: child.pid ?? 0, output, stop, kill: () => end('SIGKILL') };
}
