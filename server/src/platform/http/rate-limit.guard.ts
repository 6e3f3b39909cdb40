import { Injectable, SetMetadata, applyDecorators, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/index.js';
import { RateLimiter, senderOf, type Limit } from './rate-limiter.js';

const RATE_LIMIT = 'tocsin:rate-limit';

export interface RouteLimit extends Limit {
  /** Routes of the same name share one bucket. */
  name: string;
  /** `ip` for strangers, `principal` for those who are known (falls back to the address). */
  per: 'ip' | 'principal';
}

export const RateLimit = (limit: RouteLimit): MethodDecorator =>
  applyDecorators(
    SetMetadata(RATE_LIMIT, limit),
    ApiExtension('x-rate-limit', { per: limit.per, burst: limit.burst, seconds: limit.perSeconds }),
  );

/** Runs after the access guard, so the principal is known. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const limit = this.reflector.get<RouteLimit | undefined>(RATE_LIMIT, context.getHandler());
    if (!limit || context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const sender = limit.per === 'principal' && request.principal ? request.principal.id : senderOf(request.ip);
    const wait = this.limiter.take(`${limit.name} ${sender}`, limit);
    if (wait > 0) throw new Problem('request/rate-limited', { seconds: Math.ceil(wait) }, { retryAfter: wait });
    return true;
  }
}
