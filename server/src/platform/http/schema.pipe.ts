import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { invalid } from '../problems/index.js';

/**
 * Validates what is declared as `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })` and hands on the parsed value.
 * Unlike Nest's own pipe it keeps the path and code of each issue, and stays synchronous on the hot path.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, type, data }: ArgumentMetadata): unknown {
    if (!schema || type === 'custom') return value;
    const result = schema['~standard'].validate(value);
    return result instanceof Promise ? result.then((settled) => accepted(settled, data)) : accepted(result, data);
  }
}

type Result = Awaited<ReturnType<NonNullable<ArgumentMetadata['schema']>['~standard']['validate']>>;

function accepted(result: Result, parameter: string | undefined): unknown {
  if (result.issues) throw invalid(result.issues, parameter);
  return result.value;
}
