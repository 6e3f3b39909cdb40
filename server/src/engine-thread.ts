import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { PoolConfig } from 'pg';
import { ClustererModule } from './clusterer.module.js';
import type { ThreadData } from './domains/clustering/consumer/watched-thread.js';
import { WorkMark } from './domains/clustering/consumer/work-mark.js';
import { entities } from './entities.js';
import { Clock } from './platform/clock/clock.js';
import { Config } from './platform/config/config.js';
import { Db } from './platform/database/db.js';
import { log, setLogLevel } from './platform/logging/log.js';
import { NestLogger } from './platform/logging/nest-logger.js';

export interface EngineThread {
  readonly app: INestApplicationContext;
  close(): Promise<void>;
}

/** What every thread with an engine begins with: its own connections, the parts it is made of, and the note of what it works on. */
export async function openEngineThread(given: ThreadData, poolSize: number, change: Partial<Config> = {}): Promise<EngineThread> {
  // A class does not survive the way into a thread; what it holds does.
  const config = Object.assign(Object.create(Config.prototype) as Config, given.config, change);
  setLogLevel(config.logLevel);
  const db = await Db.open({
    connection: given.connection as PoolConfig,
    entities,
    poolSize,
    onPoolError: (error) => log('database').warn({ err: error }, 'an idle connection of an engine thread was lost'),
  });
  const app = await NestFactory.createApplicationContext(ClustererModule.of(config, new Clock(), db), {
    logger: new NestLogger(),
    abortOnError: false,
  });
  app.get(WorkMark).share(given.mark);
  return {
    app,
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}
