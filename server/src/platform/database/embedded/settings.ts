import { totalmem } from 'node:os';
import { statfsSync } from 'node:fs';
import { ARCHIVE_SETTINGS } from './archiving.js';

const MB = 1024 * 1024;

/** Command-line settings: they win over the files in the cluster, so an edited file cannot switch durability off unseen. */
export function serverSettings(folder: string, durable: boolean): Record<string, string> {
  const memory = totalmem();
  const on = durable ? 'on' : 'off';
  return {
    fsync: on,
    synchronous_commit: on,
    full_page_writes: on,
    shared_buffers: `${clamp(memory / 8 / MB, 64, durable ? 1024 : 128)}MB`,
    effective_cache_size: `${clamp(memory / 2 / MB, 128, 65_536)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${clamp(memory / 64 / MB, 64, 512)}MB`,
    max_connections: '120',
    max_wal_size: `${clamp(freeBytes(folder) / 10 / MB, 128, 4096)}MB`,
    min_wal_size: '80MB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    // Compiling a plan costs more than our short queries take.
    jit: 'off',
    idle_in_transaction_session_timeout: '30s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and details quote complainants' words and numbers; the log gets neither.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    cluster_name: 'tocsin',
    ...ARCHIVE_SETTINGS,
  };
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function clamp(value: number, low: number, high: number): number {
  return Math.floor(Math.min(Math.max(value, low), high));
}
