import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { Db } from '../database/db.js';
import { log } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';
import { BlobStore } from '../storage/index.js';
import { BackupFolder } from './backup-folder.js';
import { carryLog, waitingBytes } from './log-archive.js';
import { copyBlob, copyBlobs } from './take-backup.js';

const logger = log('backup');
const EVERY_MS = 5_000;
const PRUNE_MS = 3_600_000;
/** So much of the log may wait for its archive before the log of the product says so. */
const MUCH_BYTES = 1024 * 1024 * 1024;

/** Between backups: carries the log and new files to the backup folder, and tells when that does not work. */
@Injectable()
export class BackupKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly folder: BackupFolder;
  private readonly cluster: string;
  private readonly faults: Counter;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private newBlobs = new Set<string>();
  private state = {
    archiving: false,
    waiting: 0,
    lastBase: 0,
    lastArchived: 0,
    failing: false,
    warned: false,
    prunedAt: 0,
    allBlobs: false,
  };

  constructor(
    private readonly db: Db,
    private readonly blobs: BlobStore,
    private readonly config: Config,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.folder = new BackupFolder(config.backup.dir);
    this.cluster = join(config.dataDir, 'postgres');
    this.faults = metrics.counter('backup_archive_errors_total', 'Times the log could not be carried to the backup folder');
    metrics.gauge(
      'backup_last_success_seconds',
      'When the last complete backup ended, in seconds since 1970; 0 when there is none',
      () => this.state.lastBase,
    );
    metrics.gauge(
      'backup_last_archived_seconds',
      'When the log was archived last, in seconds since 1970; 0 when it is not',
      () => this.state.lastArchived,
    );
    metrics.gauge('backup_archiving', '1 while the log is archived', () => Number(this.state.archiving));
    metrics.gauge('backup_wal_waiting_bytes', 'Log on the disk of the database that waits to be archived', () => this.state.waiting);
  }

  onApplicationBootstrap(): void {
    if (this.config.database.url !== null) return;
    this.blobs.onStored((sha256) => void this.newBlobs.add(sha256));
    this.next(0);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }

  /** Once over everything; runs by itself every few seconds, never twice at a time. */
  pass(): Promise<void> {
    this.running = this.running.then(() => this.once());
    return this.running;
  }

  /** Whether a complete backup lies in the folder; null for a database that somebody else runs, of whose backups nothing is known here. */
  async hasBackup(): Promise<boolean | null> {
    if (this.config.database.url !== null) return null;
    return (await this.folder.lastEnd()) !== null;
  }

  private async once(): Promise<void> {
    try {
      await this.look();
      if (this.state.archiving) await this.carry();
      if (this.state.failing) logger.info({}, 'the log is archived again');
      this.state.failing = false;
    } catch (error) {
      this.faults.inc();
      if (!this.state.failing)
        logger.error({ err: error, folder: this.folder.dir }, 'the log could not be archived; it is kept and tried again');
      this.state.failing = true;
    }
    this.warnOfMuch();
  }

  private next(ms: number): void {
    this.timer = setTimeout(() => {
      void this.pass().finally(() => {
        if (this.timer) this.next(EVERY_MS);
      });
    }, ms).unref();
  }

  private async look(): Promise<void> {
    this.state.lastBase = ((await this.folder.lastEnd())?.getTime() ?? 0) / 1000;
    const [archiver] = await this.db.query<{ library: string; failing: boolean; at: Date | null }>(
      `SELECT current_setting('archive_library') AS library, last_archived_time AS at,
         COALESCE(last_failed_time > COALESCE(last_archived_time, '-infinity'), false) AS failing
       FROM pg_stat_archiver`,
    );
    this.state.archiving = archiver?.library === 'basic_archive';
    this.state.lastArchived = this.state.archiving && archiver?.at ? archiver.at.getTime() / 1000 : 0;
    this.state.waiting = this.state.archiving ? await waitingBytes(this.cluster) : 0;
    if (this.state.archiving && archiver?.failing)
      throw new Error('PostgreSQL cannot hand over its log; see logs/postgres.log in the data folder');
  }

  private async carry(): Promise<void> {
    await this.folder.make();
    await carryLog(this.cluster, this.folder.wal);
    await this.carryBlobs();
    this.state.waiting = await waitingBytes(this.cluster);
    if (this.clock.ms() - this.state.prunedAt < PRUNE_MS) return;
    this.state.prunedAt = this.clock.ms();
    await this.folder.prune(new Date(this.clock.ms() - this.config.backup.keepMs));
  }

  /** All of them once after the start: a killed process forgot which were new. */
  private async carryBlobs(): Promise<void> {
    if (!this.state.allBlobs) await copyBlobs(this.config.dataDir, this.folder);
    this.state.allBlobs = true;
    for (const sha256 of [...this.newBlobs]) {
      const from = join(this.config.dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
      await copyBlob(from, this.folder.blobPath(sha256));
      this.newBlobs.delete(sha256);
    }
  }

  private warnOfMuch(): void {
    const much = this.state.waiting > MUCH_BYTES;
    if (much && !this.state.warned)
      logger.error(
        { bytes: this.state.waiting },
        'the log that waits for its archive fills the disk: mend the backup folder, or set TOCSIN_BACKUP_ARCHIVE=off',
      );
    this.state.warned = much;
  }
}
