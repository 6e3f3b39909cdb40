import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Secrets } from '../config/secrets.js';
import { readKnownKeys } from '../database/data-keys.js';
import { Db } from '../database/db.js';
import { log } from '../logging/log.js';

const EVERY_MS = 10_000;
const logger = log('crypto');

/** Learns of data keys that were added while this node runs, before any node seals with them. */
@Injectable()
export class KeyRefresh implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private failing = false;

  constructor(
    private readonly db: Db,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // The secret of the embedded database is only changed while nobody runs it.
    if (this.config.database.url === null || this.secrets.lost) return;
    this.timer = setInterval(() => void this.refresh(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    try {
      const keys = await readKnownKeys((sql, params) => this.db.query(sql, params), this.config);
      if (keys.length > 0) this.secrets.adopt(keys);
      else this.warnOnce({}, 'the secret was changed and this node has the old one alone: set TOCSIN_SECRET and start it again');
      this.failing = keys.length === 0;
    } catch (error) {
      this.warnOnce({ err: error }, 'could not ask for new data keys');
      this.failing = true;
    }
  }

  private warnOnce(detail: object, message: string): void {
    if (!this.failing) logger.error(detail, message);
  }
}
