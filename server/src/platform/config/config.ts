import { resolve } from 'node:path';
import { z } from 'zod';
import { backupFields, backupOf, type BackupConfig } from './backup.js';
import { absent, flag, httpUrl, list, postgresUrl, trustProxy, urlOf } from './fields.js';
import { retentionFields, retentionOf, type RetentionConfig } from './retention.js';

export const NODE_ROLES = ['api', 'worker', 'clusterer'] as const;
export type NodeRole = (typeof NODE_ROLES)[number];

const Env = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    PUBLIC_URL: absent(httpUrl),
    TRUST_PROXY: absent(trustProxy),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    TOCSIN_DATA: z.string().default('./data'),
    TOCSIN_ROLES: list(z.enum(NODE_ROLES)).default([...NODE_ROLES]),
    TOCSIN_METRICS_OPEN: flag.default(false),
    TOCSIN_SECRET: absent(z.string().min(32, 'must be at least 32 characters')),
    TOCSIN_SECRET_PREVIOUS: absent(z.string().min(32, 'must be at least 32 characters')),
    TOCSIN_ADMIN_EMAIL: absent(z.email()),
    TOCSIN_ADMIN_PASSWORD: absent(z.string().min(10, 'must be at least 10 characters')),
    TOCSIN_MAX_CONNECTIONS: z.coerce.number().int().min(10).max(1_000_000).default(10_000),
    TOCSIN_MAX_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
    TOCSIN_MAX_SOCKETS_PER_USER: z.coerce.number().int().min(1).max(100_000).default(50),
    TOCSIN_HEADERS_SECONDS: z.coerce.number().min(0.1).max(600).default(15),
    TOCSIN_BODY_IDLE_SECONDS: z.coerce.number().min(0.1).max(3_600).default(30),
    TOCSIN_BODY_BYTES_PER_SECOND: z.coerce.number().min(0).max(1_000_000).default(100),
    TOCSIN_ANSWER_IDLE_SECONDS: z.coerce.number().min(0.1).max(3_600).default(60),
    TOCSIN_STRICT_ANSWERS: flag.default(false),
    TOCSIN_CLUSTERER: z.enum(['thread', 'inline']).default('thread'),
    TOCSIN_HANG_SECONDS: z.coerce.number().int().min(2).max(3_600).default(20),
    TOCSIN_STALLED_AFTER: z.coerce.number().int().min(1).max(1_440).default(10),
    TOCSIN_FAILPOINT: absent(z.string().regex(/^[a-z-]+(:\d+)?$/, 'must be like after-commit:3')),
    TOCSIN_SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(720).default(30),
    /** A long crisis shift: nobody is signed out in the middle of it, and nobody stays signed in overnight. */
    TOCSIN_SESSION_MAX_HOURS: z.coerce.number().int().min(1).max(72).default(12),
    ...retentionFields,
    ...backupFields,
    TOCSIN_POSTGRES_USER: absent(z.string()),
    SUDO_USER: absent(z.string()),
    TOCSIN_DEMO_SPEED: absent(z.coerce.number().min(1).max(60)),
    DATABASE_URL: absent(postgresUrl),
    DATABASE_MIGRATION_URL: absent(postgresUrl),
    DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(20),
    REDIS_URL: absent(urlOf('redis', 'rediss')),
    S3_ENDPOINT: absent(httpUrl),
    S3_BUCKET: absent(z.string()),
    S3_REGION: z.string().default('us-east-1'),
    S3_ACCESS_KEY_ID: absent(z.string()),
    S3_SECRET_ACCESS_KEY: absent(z.string()),
    S3_FORCE_PATH_STYLE: flag.default(true),
    SMTP_URL: absent(urlOf('smtp', 'smtps')),
    MAIL_FROM: absent(z.string()),
    TSA_URL: absent(httpUrl),
    MAP_TILE_URL: absent(z.string()),
    MAP_TILE_LABEL_URL: absent(z.string()),
    MAP_TILE_SUBDOMAINS: absent(list(z.string())),
    MAP_ATTRIBUTION: absent(z.string()),
    MAP_REVIEW_NO: absent(z.string()),
    MAP_CRS: z.enum(['wgs84', 'gcj02']).default('wgs84'),
    MAP_ALLOW_PUBLIC: flag.default(false),
  })
  .superRefine(checkTogether);
type Env = z.infer<typeof Env>;

/** Settings that only make sense together; each fault names the variable to mend. */
function checkTogether(env: Env, ctx: z.RefinementCtx): void {
  const needs = (name: keyof Env, other: keyof Env): void => {
    if (env[name] !== undefined && env[other] === undefined)
      ctx.addIssue({ code: 'custom', path: [other], message: `is required when ${name} is set` });
  };
  needs('TOCSIN_ADMIN_EMAIL', 'TOCSIN_ADMIN_PASSWORD');
  needs('TOCSIN_ADMIN_PASSWORD', 'TOCSIN_ADMIN_EMAIL');
  needs('DATABASE_MIGRATION_URL', 'DATABASE_URL');
  for (const name of ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const) {
    needs('S3_BUCKET', name);
    needs('S3_ACCESS_KEY_ID', name);
  }
  // A map shown to the public in China must carry its review number.
  if (env.MAP_ALLOW_PUBLIC) needs('MAP_ALLOW_PUBLIC', 'MAP_REVIEW_NO');
}

export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Configuration is invalid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Everything the process was told from outside, checked once at start and injected under its own class. */
export class Config {
  readonly host: string;
  readonly port: number;
  /** Where people reach the product, for links in mails and for origin checks; null means "as the request says". */
  readonly publicUrl: string | null;
  readonly trustProxy: boolean | string;
  readonly logLevel: Env['LOG_LEVEL'];
  /** Absolute. */
  readonly dataDir: string;
  readonly roles: readonly NodeRole[];
  /** Whether `/metrics` answers anybody who reaches it; otherwise callers on this machine and keys with `metrics:read`. */
  readonly metricsOpen: boolean;
  /** Set by the operator; when null a secret is made once in the data folder. Read it through `Secrets`. */
  readonly secret: string | null;
  /** The one before, while the secret is being changed. */
  readonly previousSecret: string | null;
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly session: { readonly idleMs: number; readonly maxMs: number };
  readonly retention: RetentionConfig;
  readonly backup: BackupConfig;
  readonly connections: ConnectionLimits;
  /** For development and tests: an answer that does not fit its contract fails, whatever has been done for it. */
  readonly strictAnswers: boolean;
  readonly demoSpeed: number | null;
  /** `inline` keeps clustering on the main thread, for tests and for debugging. */
  readonly clusterer: 'thread' | 'inline';
  /** How long one piece of work may keep an engine thread from giving way. */
  readonly hangSeconds: number;
  /** Minutes without progress after which a node with the clusterer is not ready. */
  readonly stalledAfterMinutes: number;
  /** Where a recovery test ends the process; null in every real deployment. */
  readonly failpoint: string | null;
  readonly database: DatabaseConfig;
  readonly redisUrl: string | null;
  readonly s3: S3Config | null;
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  readonly tsaUrl: string | null;
  readonly map: MapConfig;

  constructor(env: Env) {
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrl = env.PUBLIC_URL?.replace(/\/+$/, '') ?? null;
    this.trustProxy = env.TRUST_PROXY ?? false;
    this.logLevel = env.LOG_LEVEL;
    this.dataDir = resolve(env.TOCSIN_DATA);
    this.roles = [...new Set(env.TOCSIN_ROLES)];
    this.metricsOpen = env.TOCSIN_METRICS_OPEN;
    this.secret = env.TOCSIN_SECRET ?? null;
    this.previousSecret = env.TOCSIN_SECRET_PREVIOUS ?? null;
    this.admin = adminOf(env);
    this.session = { idleMs: env.TOCSIN_SESSION_IDLE_MINUTES * 60_000, maxMs: env.TOCSIN_SESSION_MAX_HOURS * 3_600_000 };
    this.retention = retentionOf(env);
    this.backup = backupOf(env);
    this.connections = connectionsOf(env);
    this.strictAnswers = env.TOCSIN_STRICT_ANSWERS;
    this.demoSpeed = env.TOCSIN_DEMO_SPEED ?? null;
    this.clusterer = env.TOCSIN_CLUSTERER;
    this.hangSeconds = env.TOCSIN_HANG_SECONDS;
    this.stalledAfterMinutes = env.TOCSIN_STALLED_AFTER;
    this.failpoint = env.TOCSIN_FAILPOINT ?? null;
    this.database = databaseOf(env);
    this.redisUrl = env.REDIS_URL ?? null;
    this.s3 = s3Of(env);
    this.mail = env.SMTP_URL === undefined ? null : { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM ?? 'tocsin@localhost' };
    this.tsaUrl = env.TSA_URL ?? null;
    this.map = mapOf(env);
  }

  /** The same settings for a node that does only this. */
  as(roles: readonly NodeRole[]): Config {
    return Object.assign(Object.create(Config.prototype) as Config, this, { roles });
  }

  plays(role: NodeRole): boolean {
    return this.roles.includes(role);
  }
}

export interface DatabaseConfig {
  /** Null: the embedded server. */
  readonly url: string | null;
  /** A stronger login used for migrations only; `url` is then used as it stands. */
  readonly migrationUrl: string | null;
  readonly poolSize: number;
  /** Which system user the embedded server runs as when we are root. */
  readonly runAs: string | null;
  /** Who called sudo, if anyone did: the next best user when none was named. */
  readonly invokedBy: string | null;
}

export interface ConnectionLimits {
  /** Of this process. At the limit the one that has been idle for longest makes room. */
  readonly all: number;
  /** Null behind a proxy, whose address everybody shares. */
  readonly perAddress: number | null;
  /** Live connections of one person or key. */
  readonly socketsPerUser: number;
  readonly headersMs: number;
  /** How long a body may stand still, and how much of it must come in each second on average once it has taken that long. */
  readonly bodyIdleMs: number;
  readonly bodyBytesPerSecond: number;
  /** How long an answer may wait for a reader who takes none of it. */
  readonly answerIdleMs: number;
}

export interface S3Config {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly forcePathStyle: boolean;
}

export interface MapConfig {
  readonly tileUrl: string | null;
  readonly labelUrl: string | null;
  readonly subdomains: readonly string[];
  readonly attribution: string | null;
  readonly reviewNo: string | null;
  readonly crs: 'wgs84' | 'gcj02';
  readonly allowPublic: boolean;
}

function adminOf(env: Env): Config['admin'] {
  const { TOCSIN_ADMIN_EMAIL: email, TOCSIN_ADMIN_PASSWORD: password } = env;
  return email === undefined || password === undefined ? null : { email, password };
}

function connectionsOf(env: Env): ConnectionLimits {
  const proxied = env.TRUST_PROXY !== undefined && env.TRUST_PROXY !== false;
  return {
    all: env.TOCSIN_MAX_CONNECTIONS,
    perAddress: proxied ? null : env.TOCSIN_MAX_CONNECTIONS_PER_ADDRESS,
    socketsPerUser: env.TOCSIN_MAX_SOCKETS_PER_USER,
    headersMs: env.TOCSIN_HEADERS_SECONDS * 1_000,
    bodyIdleMs: env.TOCSIN_BODY_IDLE_SECONDS * 1_000,
    bodyBytesPerSecond: env.TOCSIN_BODY_BYTES_PER_SECOND,
    answerIdleMs: env.TOCSIN_ANSWER_IDLE_SECONDS * 1_000,
  };
}

function databaseOf(env: Env): DatabaseConfig {
  return {
    url: env.DATABASE_URL ?? null,
    migrationUrl: env.DATABASE_MIGRATION_URL ?? null,
    poolSize: env.DATABASE_POOL,
    runAs: env.TOCSIN_POSTGRES_USER ?? null,
    invokedBy: env.SUDO_USER ?? null,
  };
}

function s3Of(env: Env): S3Config | null {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null;
  return { endpoint, bucket, region: env.S3_REGION, accessKeyId, secretAccessKey, forcePathStyle: env.S3_FORCE_PATH_STYLE };
}

function mapOf(env: Env): MapConfig {
  return {
    tileUrl: env.MAP_TILE_URL ?? null,
    labelUrl: env.MAP_TILE_LABEL_URL ?? null,
    subdomains: env.MAP_TILE_SUBDOMAINS ?? [],
    attribution: env.MAP_ATTRIBUTION ?? null,
    reviewNo: env.MAP_REVIEW_NO ?? null,
    crs: env.MAP_CRS,
    allowPublic: env.MAP_ALLOW_PUBLIC,
  };
}

/** Reads the environment and the command line (`--demo`, `--demo=30`); reports every fault at once, never a value that may be secret. */
export function loadConfig(env: Record<string, string | undefined>, args: readonly string[] = []): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const demo = args.find((arg) => arg === '--demo' || arg.startsWith('--demo='));
  // Invented complaints among real ones would be a disaster: a variable left behind in the environment alone starts no demonstration.
  if (demo === undefined) delete given['TOCSIN_DEMO_SPEED'];
  else given['TOCSIN_DEMO_SPEED'] = demo.split('=')[1] ?? given['TOCSIN_DEMO_SPEED'] ?? '1';
  const parsed = Env.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  return new Config(parsed.data);
}
