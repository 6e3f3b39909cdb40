import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

const DESCRIPTION =
  'Times are ISO 8601 UTC, money is counted in the smallest unit, errors are RFC 9457 problems whose `code` is stable. Machines send `Authorization: Bearer <API key>`, people a session cookie.';

/** The document is made from the same zod schemas that validate, when it is first asked for. */
export function serveOpenApi(app: INestApplication): void {
  const about = new DocumentBuilder()
    .setTitle('Tocsin 群诉指挥台')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key' }, 'key')
    .addCookieAuth('tocsin_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  let made: OpenAPIObject | null = null;
  const document = (): OpenAPIObject => (made ??= SwaggerModule.createDocument(app, about, { standardSchemaConverter: toJsonSchema }));
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'Tocsin API' });
}

function toJsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }): { schema: Record<string, unknown> } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io: schemaType, target: 'openapi-3.0', unrepresentable: 'any' });
  return { schema: converted };
}
