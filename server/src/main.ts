import 'reflect-metadata';
import { bootstrap } from './bootstrap.js';
import { SetupService } from './identity/setup.service.js';
import { ConfigError, loadConfig, type Config } from './platform/config/config.js';
import { log } from './platform/logging/log.js';

const logger = log('server');

function configOrExit(): Config {
  try {
    return loadConfig(process.env, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function main(): Promise<void> {
  const config = configOrExit();
  const started = performance.now();
  const running = await bootstrap(config);
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${running.port}`;
  logger.info({ url, ms: Math.round(performance.now() - started) }, 'ready');
  console.log(`\n  Tocsin 群诉指挥台  ${url}\n`);
  const token = running.app.get(SetupService).oneTimeToken;
  if (token) console.log(`  First start: make the first administrator here, with a link that works once\n  ${url}/setup?token=${token}\n`);
  let leaving = false;
  const leave = (signal: NodeJS.Signals): void => {
    if (leaving) process.exit(130);
    leaving = true;
    logger.info({ signal }, 'draining');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'could not leave in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', leave).on('SIGINT', leave);
}

process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a promise failed and nobody looked'));

main().catch((error: unknown) => {
  logger.fatal({ err: error }, 'could not start');
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
