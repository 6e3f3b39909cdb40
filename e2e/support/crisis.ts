import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

const PLAY = fileURLToPath(new URL('../../server/dist/cli/play.js', import.meta.url));

export interface CrisisOptions {
  /** Another seed tells the story in other words. */
  seed?: number;
  count: number;
  /** Times the scenario's own pace, or as fast as the server takes it. */
  speed?: number;
  /** Makes the same story a new one. */
  run?: string;
}

/** Plays the big-sale crisis into a running server, as the command does that people use. */
export function startCrisis(url: string, key: string, { count, speed, seed, run = 'journey' }: CrisisOptions): Promise<void> {
  const args = ['--url', url, '--count', String(count), '--speed', speed === undefined ? 'max' : String(speed), '--run', run];
  if (seed !== undefined) args.push('--seed', String(seed));
  const child = spawn(process.execPath, [PLAY, ...args], {
    env: { ...process.env, TOCSIN_API_KEY: key },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`playing the crisis ended with ${String(code)}:\n${said}`);
  });
}

/** Waits until the engine has put every complaint into a group. */
export async function allRead(url: string): Promise<void> {
  const backlog = async (): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^tocsin_clustering_backlog (\d+)/m.exec(text)?.[1] ?? NaN);
  };
  await expect.poll(backlog, { timeout: 60_000 }).toBe(0);
}

export async function playCrisis(url: string, key: string, options: CrisisOptions): Promise<void> {
  await startCrisis(url, key, options);
  await allRead(url);
}
