import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { bootstrap } from '../src/bootstrap.js';
import { Clock } from '../src/platform/clock/clock.js';
import { loadConfig } from '../src/platform/config/config.js';
import { Db } from '../src/platform/database/db.js';
import { actors, type As } from './as.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { givenOf, type Given } from './given.js';

export const ADMIN = { email: 'admin@tocsin.test', password: 'correct horse battery' };

/** Runs with the real clock until a test moves it. */
export class TestClock extends Clock {
  private shift = 0;

  override now(): Date {
    return new Date(this.ms());
  }
  override ms(): number {
    return Date.now() + this.shift;
  }
  advance(by: { hours?: number; minutes?: number; seconds?: number }): void {
    this.shift += ((by.hours ?? 0) * 3600 + (by.minutes ?? 0) * 60 + (by.seconds ?? 0)) * 1000;
  }
}

export interface TestApp {
  /** `http://127.0.0.1:port` */
  origin: string;
  as: As;
  given: Given;
  clock: TestClock;
  db: Db;
  database: TestDatabase;
  /** Any provider of the application. */
  get: <T>(type: abstract new (...args: never[]) => T) => T;
  close: () => Promise<void>;
}

export interface TestAppOptions {
  env?: Record<string, string>;
  /** Leaves the first admin to the set-up page. */
  withoutAdmin?: boolean;
  /** Modules of the test itself: a route or a job that the product does not have. */
  extra?: Type[];
  /** A second node on the database of another. */
  beside?: TestApp;
}

/** The whole product on a database of its own, behind a real socket. Start it once a file. */
export async function testApp({ env = {}, withoutAdmin = false, extra = [], beside }: TestAppOptions = {}): Promise<TestApp> {
  const database = beside?.database ?? (await createTestDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-app-'));
  const clock = beside?.clock ?? new TestClock();
  const config = loadConfig({
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    DATABASE_URL: database.url,
    DATABASE_POOL: '10',
    TOCSIN_DATA: folder,
    // Only a test that asks for the role lets the engine read; then it reads in this very process.
    TOCSIN_ROLES: 'api,worker',
    TOCSIN_CLUSTERER: 'inline',
    TOCSIN_SECRET: 'a secret that is only known to tests',
    TOCSIN_STRICT_ANSWERS: 'true',
    ...(withoutAdmin ? {} : { TOCSIN_ADMIN_EMAIL: ADMIN.email, TOCSIN_ADMIN_PASSWORD: ADMIN.password }),
    ...env,
  });
  const { app, port, stop } = await bootstrap(config, { clock, extra });
  const origin = `http://127.0.0.1:${port}`;
  const as = actors(origin, ADMIN);
  const close = async (): Promise<void> => {
    await stop();
    if (!beside) await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin, as, given: givenOf(as), clock, db: app.get(Db), database, get: (type) => app.get(type as never), close };
}
