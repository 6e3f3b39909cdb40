import 'reflect-metadata';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import type { PoolConfig } from 'pg';
import { ClustererModule } from './clusterer.module.js';
import type { ReclusterThreadData } from './domains/clustering/recluster/attendant.js';
import { ReclusterWork } from './domains/clustering/recluster/recluster-work.js';
import { entities } from './entities.js';
import { Clock } from './platform/clock/clock.js';
import { Config } from './platform/config/config.js';
import { Db } from './platform/database/db.js';
import { log, setLogLevel } from './platform/logging/log.js';
import { NestLogger } from './platform/logging/nest-logger.js';

const POOL = 2;
const NICE = 10;

const given = workerData as ReclusterThreadData;
// It reads in this very thread: threads of readers would compete with those of live intake.
const config = Object.assign(Object.create(Config.prototype) as Config, given.config, { clusterer: 'inline' });
setLogLevel(config.logLevel);
// On Linux a priority is a thread's own; elsewhere it would slow the whole server down.
if (process.platform === 'linux') setPriority(0, NICE);

const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
const db = await Db.open({
  connection: given.connection as PoolConfig,
  entities,
  poolSize: POOL,
  onPoolError: (error) => log('database').warn({ err: error }, 'an idle connection of the re-clustering thread was lost'),
});
const app = await NestFactory.createApplicationContext(ClustererModule.of(config, new Clock(), db), {
  logger: new NestLogger(),
  abortOnError: false,
});
try {
  await app.get(ReclusterWork).run(given.run, given.holder, stopping.signal);
} finally {
  await app.close();
  await db.close();
  parentPort?.close();
}
process.exit(0);
