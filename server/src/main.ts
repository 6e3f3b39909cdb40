import 'reflect-metadata';
import { bootstrap, type Running } from './bootstrap.js';
import { DemoService } from './domains/drills/index.js';
import { SetupService } from './identity/setup.service.js';
import { ConfigError, loadConfig, type Config } from './platform/config/config.js';
import { log } from './platform/logging/log.js';
import { loadExcel } from './platform/rows/load-excel.js';

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

/** Plays through the front door of this machine, whatever name the world knows it by. */
async function startDemo({ app, port }: Running, config: Config): Promise<void> {
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const signIn = await app.get(DemoService).start(base, config.demoSpeed ?? 1);
  console.log('  Demo: a big-sale crisis is being played into this server. 演示:大促物流危机正在播放。');
  if (!signIn) console.log('  Sign in with an account you have. 请用已有账号登录。\n');
  else
    console.log(
      `  Sign in as any of these, shown only this once · 以下账号均可登录,仅显示这一次:\n    ${signIn.emails.join('\n    ')}\n  Password 密码: ${signIn.password}\n`,
    );
}

async function stop(running: Running): Promise<void> {
  await running.app.get(DemoService).stop();
  await running.stop();
}

async function main(): Promise<void> {
  const config = configOrExit();
  const started = performance.now();
  // While the database starts: the first workbook that somebody asks for must not hold everybody else for as long as its library loads.
  const [running] = await Promise.all([bootstrap(config), config.plays('api') ? loadExcel() : null]);
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${running.port}`;
  logger.info({ url, ms: Math.round(performance.now() - started) }, 'ready');
  console.log(`\n  Tocsin 群诉指挥台  ${url}\n`);
  if (config.demoSpeed !== null && config.plays('api'))
    await startDemo(running, config).catch((error: unknown) => logger.error({ err: error }, 'no demonstration'));
  const token = running.app.get(SetupService).oneTimeToken;
  if (token) console.log(`  First start: make the first administrator here, with a link that works once\n  ${url}/setup?token=${token}\n`);
  let leaving = false;
  const leave = (signal: NodeJS.Signals): void => {
    if (leaving) process.exit(130);
    leaving = true;
    logger.info({ signal }, 'draining');
    stop(running).then(
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
