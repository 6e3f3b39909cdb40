import { Injectable, StreamableFile, applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Counter } from 'prom-client';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { Config } from '../config/config.js';
import { log } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';
import { Problem } from '../problems/index.js';
import { whatFits } from './what-fits.js';

const logger = log('http');
const ANSWER = Reflector.createDecorator<z.ZodType>();
/** Says that fields of the answer were withheld; the command has been carried out. */
export const PARTIAL = 'x-answer-partial';

/** Declares the shape of the answer: documented, and stripped to its known keys, so that a column never leaks by accident. */
export const Answers = (schema: z.ZodType, status = 200): MethodDecorator & ClassDecorator =>
  applyDecorators(ANSWER(schema), ApiResponse({ status, standardSchema: schema }));

/**
 * Nothing leaves that the contract of the route does not describe. A read whose answer does not fit fails. A command has been committed by
 * then, and a failure would make its sender do it again: it is answered with what of the answer fits.
 */
@Injectable()
export class SerializeInterceptor implements NestInterceptor {
  private readonly broken: Counter;

  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    metrics: Metrics,
  ) {
    this.broken = metrics.counter('http_answers_unfit_total', 'Answers that did not fit the contract of their route');
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const schema = this.reflector.get(ANSWER, context.getHandler());
    if (!schema || context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const { method, routeOptions } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      map((answer) => {
        // The handler has answered by itself, or answers with a stream.
        if (answer === undefined || answer instanceof StreamableFile) return answer;
        const result = schema.safeParse(answer);
        if (result.success) return result.data;
        this.tell(`${method} ${routeOptions.url ?? ''}`, result.error);
        if (this.config.strictAnswers || method === 'GET' || method === 'HEAD') throw new Problem('server/unexpected');
        void http.getResponse<FastifyReply>().header(PARTIAL, 'true');
        return whatFits(schema, answer);
      }),
    );
  }

  /** Where it does not fit, never what was there. */
  private tell(route: string, error: z.ZodError): void {
    this.broken.inc();
    const issues = error.issues.slice(0, 20).map(({ path, code }) => ({ path: path.join('.'), code }));
    logger.error({ route, issues }, 'an answer does not fit its contract');
  }
}
