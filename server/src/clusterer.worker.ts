import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { NestFactory } from '@nestjs/core';
import type { PoolConfig } from 'pg';
import { ClustererModule } from './clusterer.module.js';
import type { ConsumerThreadData } from './domains/clustering/consumer/consumer-host.js';
import { Consumer } from './domains/clustering/consumer/consumer.js';
import { entities } from './entities.js';
import { Clock } from './platform/clock/clock.js';
import { Config } from './platform/config/config.js';
import { Db } from './platform/database/db.js';
import { log, setLogLevel } from './platform/logging/log.js';
import { NestLogger } from './platform/logging/nest-logger.js';

/** A batch, a command's transaction, a reader ahead and the housekeeping. */
const POOL = 5;

const given = workerData as ConsumerThreadData;
// A class does not survive the way into a thread; what it holds does.
const config = Object.assign(Object.create(Config.prototype) as Config, given.config);
setLogLevel(config.logLevel);

const db = await Db.open({
  connection: given.connection as PoolConfig,
  entities,
  poolSize: POOL,
  onPoolError: (error) => log('database').warn({ err: error }, 'an idle connection of the clustering thread was lost'),
});
const app = await NestFactory.createApplicationContext(ClustererModule.of(config, new Clock(), db), {
  logger: new NestLogger(),
  abortOnError: false,
});
const consumer = app.get(Consumer);
consumer.start(() => parentPort?.postMessage('ready'));

parentPort?.once('message', () => {
  void (async () => {
    await consumer.stop();
    await app.close();
    await db.close();
    parentPort?.close();
    process.exit(0);
  })();
});
