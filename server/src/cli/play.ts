import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bigSaleLogistics, play, type PlayProgress, type ScenarioOptions } from '../domains/drills/scenario/index.js';

const USAGE = `Plays the big-sale crisis into a running server.

  node server/dist/cli/play.js --url http://127.0.0.1:3000 --key-file key.txt --speed 10

  --url <address>     of the server (http://127.0.0.1:3000)
  --key <key>         API key with scope complaint:create; or --key-file, or TOCSIN_API_KEY
  --speed <n>         1 to 60 times the scenario's pace, or max (1)
  --seed <n>          the same seed tells the same story (${bigSaleLogistics.defaults.seed})
  --rate <n>          complaints a second at its own pace (${bigSaleLogistics.defaults.rate})
  --minutes <n>       length at its own pace (${bigSaleLogistics.defaults.durationSeconds / 60})
  --count <n>         exactly so many complaints, instead of --minutes
  --run <name>        makes the same seed a new crisis
  --from <n>          go on where an earlier run stopped
  --print             write the complaints with their true labels to standard output instead of sending them
`;

const FLAGS = {
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  key: { type: 'string' },
  'key-file': { type: 'string' },
  speed: { type: 'string', default: '1' },
  seed: { type: 'string' },
  rate: { type: 'string' },
  minutes: { type: 'string' },
  count: { type: 'string' },
  run: { type: 'string' },
  from: { type: 'string', default: '0' },
  print: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

class UsageError extends Error {}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) throw new UsageError(`--${name} must be from ${min} to ${max}, not "${text}"`);
  return value;
}

function readArguments(argv: string[], keyFromEnvironment: string | undefined) {
  const { values } = parseArgs({ args: argv, options: FLAGS, strict: true });
  const options: Partial<ScenarioOptions> = {};
  if (values.seed !== undefined) options.seed = number('seed', values.seed, 0, 4_294_967_295);
  if (values.rate !== undefined) options.rate = number('rate', values.rate, 0.1, 100_000);
  if (values.minutes !== undefined) options.durationSeconds = number('minutes', values.minutes, 0.01, 100_000) * 60;
  if (values.count !== undefined) options.count = number('count', values.count, 1, 10_000_000);
  if (values.run !== undefined) options.run = values.run;
  const speed = values.speed === 'max' ? Infinity : number('speed', values.speed, 0.1, 60);
  const key = values.key ?? (values['key-file'] ? readFileSync(values['key-file'], 'utf8').trim() : keyFromEnvironment);
  return { ...values, options, speed, key, from: number('from', values.from, 0, 10_000_000) };
}

function line({ accepted, duplicates, rejected, retries, behindMs, elapsedMs, position }: PlayProgress): string {
  const perSecond = Math.round((accepted + duplicates) / Math.max(0.001, elapsedMs / 1_000));
  const trouble = `${rejected > 0 ? `, ${rejected} rejected` : ''}${retries > 0 ? `, ${retries} retries` : ''}`;
  return `${position} sent, ${accepted} accepted, ${duplicates} known already${trouble}, ${perSecond}/s, ${(behindMs / 1_000).toFixed(1)} s behind`;
}

async function print(options: Partial<ScenarioOptions>): Promise<void> {
  const { stdout } = process;
  stdout.on('error', () => process.exit(0));
  for (const complaint of bigSaleLogistics.complaints(options)) {
    if (!stdout.write(`${JSON.stringify(complaint)}\n`)) await new Promise((resolve) => stdout.once('drain', resolve));
  }
}

async function main(): Promise<void> {
  const { help, print: printing, url, key, options, speed, from } = readArguments(process.argv.slice(2), process.env.TOCSIN_API_KEY);
  if (help) {
    console.log(USAGE);
    return;
  }
  if (printing) return print(options);
  if (!key) throw new UsageError('an API key is needed: --key, --key-file or TOCSIN_API_KEY');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  const onProgress = (progress: PlayProgress): void => console.error(line(progress));
  const end = await play({ baseUrl: url, apiKey: key, scenario: bigSaleLogistics, options, speed, from, signal: stop.signal, onProgress });
  if (stop.signal.aborted) console.error(`stopped; go on with --from ${end.position}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error(`\n${USAGE}`);
  process.exit(1);
});
