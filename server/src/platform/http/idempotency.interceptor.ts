import { Injectable, SetMetadata, applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { canonicalJson } from '../crypto/canonical-json.js';
import { sha256 } from '../crypto/tokens.js';
import { currentContext } from '../logging/context.js';
import { Problem } from '../problems/index.js';
import type { KeyName } from './idempotency.js';
import { senderOf } from './rate-limiter.js';

const IDEMPOTENT = 'tocsin:idempotent';
const KEY = /^[\x21-\x7e]{1,200}$/;

/** The handler honours `Idempotency-Key`: its service runs its effect through `Idempotency.transaction`. */
export const Idempotent = (): MethodDecorator => applyDecorators(SetMetadata(IDEMPOTENT, true), TakesKey());

/** The same, seen to by the handler itself. */
export const TakesKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body answers the first result; with another body it is refused. Kept for 48 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  });

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http' || !this.reflector.get(IDEMPOTENT, context.getHandler())) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const name = keyNameOf(request);
    const work = currentContext();
    if (name === null || !work) return next.handle();
    const claim = (work.idempotency = {
      ...name,
      bodyHash: sha256(canonicalJson(request.body)),
      replayed: false,
    });
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap(() => claim.replayed && void reply.header('idempotency-replayed', 'true')));
  }
}

/** For a handler whose body is a stream, and which has to see to its key itself; null without one. */
export function keyNameOf(request: FastifyRequest): KeyName | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  return {
    principal: request.principal?.id ?? `public ${senderOf(request.ip)}`,
    route: `${request.method} ${request.url.split('?')[0] ?? ''}`,
    key: checked(key),
  };
}

function checked(key: string | string[]): string {
  if (typeof key === 'string' && KEY.test(key)) return key;
  const issues = [{ path: 'Idempotency-Key', code: 'invalid_format', message: 'must be 1 to 200 visible ASCII characters' }];
  throw new Problem('request/invalid', {}, { issues });
}
