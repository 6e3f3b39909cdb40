import { spawn, type ChildProcess } from 'node:child_process';
import type { TestApp } from './app.js';

/** The compiled server as a process of its own beside a test's, on the same database: one that may be killed. */
export function serverProcess({ database }: TestApp, dataDir: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['dist/main.js'], {
    cwd: new URL('../', import.meta.url),
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      DATABASE_POOL: '4',
      TOCSIN_DATA: dataDir,
      TOCSIN_SECRET: 'a secret that is only known to tests',
      ...env,
    },
  });
}
