import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Db } from './db.js';

/** The pool is opened before the application and closed after it, so that every shutdown hook may still write. */
@Global()
@Module({})
export class DatabaseModule {
  static of(db: Db): DynamicModule {
    return { module: DatabaseModule, providers: [{ provide: Db, useValue: db }], exports: [Db] };
  }
}
