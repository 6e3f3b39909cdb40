import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { z } from 'zod';

/** A contract as the OpenAPI document writes it. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' });
  return converted;
}

/** For handlers that read their body themselves: what they expect of it. */
export const ReadsBody = (schema: z.ZodType, ...types: string[]): MethodDecorator =>
  applyDecorators(ApiConsumes(...types), ApiBody({ required: true, schema: schemaOf(schema) }));

/** Multipart with one `file`. */
export const ReadsFile = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      required: true,
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary', description: 'one file a request' } },
      },
    }),
  );

/** One such object a line. */
export const ReadsLines = (schema: z.ZodType): MethodDecorator =>
  applyDecorators(
    ApiConsumes('application/x-ndjson'),
    ApiBody({ required: true, description: 'One object a line, of any number of lines.', schema: schemaOf(schema) }),
  );
