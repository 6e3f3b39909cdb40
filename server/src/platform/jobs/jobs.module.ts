import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Handlers } from './handlers.js';
import { Housekeeping } from './housekeeping.js';
import { Jobs } from './jobs.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [Handlers, Housekeeping, Jobs], exports: [Jobs] })
export class JobsModule {}
