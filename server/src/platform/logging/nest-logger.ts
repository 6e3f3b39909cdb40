import type { LoggerService } from '@nestjs/common';
import { log } from './log.js';

const logger = log('nest');
const scope = (rest: unknown[]): { scope?: unknown } => (rest.length > 0 ? { scope: rest.at(-1) } : {});

/** Nest tells every route it maps at `log`: that is our `debug`. */
export class NestLogger implements LoggerService {
  log(message: unknown, ...rest: unknown[]): void {
    logger.debug(scope(rest), String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    logger.error(
      { ...scope(rest), ...(message instanceof Error ? { err: message } : {}) },
      message instanceof Error ? message.message : String(message),
    );
  }
  warn(message: unknown, ...rest: unknown[]): void {
    logger.warn(scope(rest), String(message));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    logger.trace(scope(rest), String(message));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    logger.trace(scope(rest), String(message));
  }
}
