import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from './config.js';
import { Secrets } from './secrets.js';

@Global()
@Module({})
export class ConfigModule {
  static of(config: Config, secrets: Secrets | Promise<Secrets>): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Secrets, useFactory: () => secrets },
      ],
      exports: [Config, Secrets],
    };
  }
}
