import type { Logger } from 'typeorm';

const nothing = (): void => undefined;

/** TypeORM prints to the console by itself; what matters is thrown or told to our own log. */
export const quiet: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};
