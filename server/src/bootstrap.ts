import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import { Clock } from './platform/clock/clock.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import type { Config } from './platform/config/config.js';
import type { SecretLoss } from './platform/config/secrets.js';
import { startDatabase, type RunningDatabase } from './platform/database/index.js';
import { createAdapter } from './platform/http/adapter.js';
import { serveClient } from './platform/http/client-files.js';
import { Door } from './platform/http/door.js';
import { FastLanes } from './platform/http/fast-lanes.js';
import { addHooks, refuseWrites } from './platform/http/hooks.js';
import { serveOpenApi } from './platform/http/openapi.js';
import { Readiness } from './platform/http/readiness.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { log, setLogLevel } from './platform/logging/log.js';
import { Metrics } from './platform/metrics/metrics.js';

const logger = log('server');
const DRAIN_MS = 20_000;

export interface Running {
  app: NestFastifyApplication;
  port: number;
  /** Why personal data cannot be opened, and nothing is written; null as a rule. */
  lost: SecretLoss | null;
  /** Lets those inside finish, then closes sockets, jobs and the database, in this order. */
  stop: () => Promise<void>;
}

export interface Overrides {
  clock?: Clock;
  extra?: readonly Type[];
}

export async function bootstrap(config: Config, overrides: Overrides = {}): Promise<Running> {
  setLogLevel(config.logLevel);
  const door = new Door(config.connections);
  const port = await door.listen(config.port, config.host);
  let database: RunningDatabase | null = null;
  try {
    const running = (database = await startDatabase(config, { migrations, entities }, log('database')));
    const { lost } = running.secrets;
    if (lost) tellOfLoss(config, lost);
    // Jobs and the engine write; the screens may read on.
    const app = await build(lost ? config.as(['api']) : config, door, running, overrides);
    door.open();
    return { app, port, lost, stop: () => stop(app, door, running) };
  } catch (error) {
    await database?.stop();
    await door.close();
    throw error;
  }
}

function tellOfLoss({ dataDir, secret }: Config, lost: SecretLoss): void {
  const path = join(dataDir, 'secret');
  const given = secret === null ? path : 'TOCSIN_SECRET';
  logger.fatal({ lost }, 'read-only: the secret does not open what is stored');
  const what = lost === 'missing' ? `${path} is missing or damaged` : `${given} holds another secret than the one the data was sealed with`;
  console.error(
    `\n  READ-ONLY, WITHOUT PERSONAL DATA · 只读，且看不到个人信息\n  ${what}.\n  Put the right secret back and start again; nothing is lost until then and nothing is written.\n  请放回原来的密钥并重新启动；在此之前不会写入，也不会丢失任何数据。\n`,
  );
}

async function build(
  config: Config,
  door: Door,
  { db, secrets }: RunningDatabase,
  { clock = new Clock(), extra = [] }: Overrides,
): Promise<NestFastifyApplication> {
  const adapter = await createAdapter(config, door);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, secrets, clock, db, extra), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  addHooks(fastify, config, app.get(Metrics), app.get(FastLanes));
  if (secrets.lost) refuseWrites(fastify);
  serveOpenApi(app, fastify);
  if (!serveClient(fastify, clientFolder())) logger.info('no built client found: serving the API alone');
  await app.init();
  await fastify.ready();
  return app;
}

/** `client/dist` seen from `server/src` and from `server/dist` alike. */
function clientFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, '../../client/dist'), join(here, '../client')].find((folder) => existsSync(folder));
  return found ?? join(here, '../../client/dist');
}

async function stop(app: NestFastifyApplication, door: Door, database: RunningDatabase): Promise<void> {
  app.get(Readiness).drain();
  const left = await door.drain(DRAIN_MS);
  if (left > 0) logger.warn({ left }, 'requests were cut off: they took too long to leave');
  await app.close();
  await door.close();
  await database.stop();
}
