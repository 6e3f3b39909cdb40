import { Injectable, StreamableFile, applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { log } from '../logging/log.js';

const logger = log('http');
const ANSWER = Reflector.createDecorator<z.ZodType>();

/** Declares the shape of the answer: documented, and stripped to its known keys, so that a column never leaks by accident. */
export const Answers = (schema: z.ZodType, status = 200): MethodDecorator & ClassDecorator =>
  applyDecorators(ANSWER(schema), ApiResponse({ status, standardSchema: schema }));

@Injectable()
export class SerializeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const schema = this.reflector.get(ANSWER, context.getHandler());
    return schema ? next.handle().pipe(map((answer) => stripped(schema, answer))) : next.handle();
  }
}

/** An answer that does not fit its schema is our fault and is logged; the caller, whose command has been carried out, still gets it. */
function stripped(schema: z.ZodType, answer: unknown): unknown {
  if (answer === null || typeof answer !== 'object' || answer instanceof StreamableFile) return answer;
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  logger.error({ issues: result.error.issues.map(({ path, code }) => ({ path: path.join('.'), code })) }, 'answer does not fit its schema');
  return answer;
}
