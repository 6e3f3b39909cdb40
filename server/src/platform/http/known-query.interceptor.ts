import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { firstUnits } from '@tocsin/shared/kernel';
import { Problem } from '../problems/index.js';

type Handler = ReturnType<ExecutionContext['getHandler']>;

const MOST_NAMED = 20;

/** A misspelt filter would otherwise answer the whole list as if it were the filtered one. */
@Injectable()
export class KnownQueryInterceptor implements NestInterceptor {
  private readonly known = new Map<Handler, ReadonlySet<string>>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (url.includes('?') && url.startsWith('/api/')) {
      const known = this.knownTo(context.getClass(), context.getHandler());
      const unknown = Object.keys(query as object).filter((name) => !known.has(name));
      if (unknown.length > 0) throw unknownParameters(unknown, known);
    }
    return next.handle();
  }

  private knownTo(controller: object, handler: Handler): ReadonlySet<string> {
    const known = this.known.get(handler) ?? parametersOf(controller, handler.name);
    this.known.set(handler, known);
    return known;
  }
}

function unknownParameters(names: readonly string[], known: ReadonlySet<string>): Problem {
  const parameters = names.slice(0, MOST_NAMED).map((name) => firstUnits(name, 100));
  const message = known.size === 0 ? 'no parameters are taken here' : `is none of ${[...known].join(', ')}`;
  const issues = parameters.map((path) => ({ path, code: 'unknown_parameter', message: firstUnits(message, 300) }));
  return new Problem('request/malformed', { parameters }, { issues });
}

/** The names in the schemas of the handler's `@Query({ schema })`. */
function parametersOf(controller: object, method: string): ReadonlySet<string> {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, { schema?: unknown }>;
  const schemas = Object.entries(args).flatMap(([key, { schema }]) => (key.startsWith(`${RouteParamtypes.QUERY}:`) ? [schema] : []));
  return new Set(schemas.flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape as object) : [])));
}
