import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ProblemFilter } from '../problems/problem.filter.js';
import { FastLanes } from './fast-lanes.js';
import { HealthController } from './health.controller.js';
import { Idempotency } from './idempotency.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { KnownQueryInterceptor } from './known-query.interceptor.js';
import { RateLimiter } from './rate-limiter.js';
import { Readiness } from './readiness.js';
import { SchemaPipe } from './schema.pipe.js';
import { SerializeInterceptor } from './serialize.interceptor.js';
import { StatusController } from './status.controller.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController, StatusController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: SchemaPipe },
    { provide: APP_INTERCEPTOR, useClass: KnownQueryInterceptor },
    { provide: APP_INTERCEPTOR, useClass: SerializeInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    FastLanes,
    Idempotency,
    RateLimiter,
    Readiness,
  ],
  exports: [FastLanes, Idempotency, RateLimiter, Readiness],
})
export class HttpModule {}
