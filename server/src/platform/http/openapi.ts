import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { schemaOf } from './described.js';
import { complete } from './openapi.complete.js';
import { FileServer } from './file-server.js';

const DESCRIPTION =
  'Times are ISO 8601 UTC, money is counted in the smallest unit, errors are RFC 9457 problems whose `code` is stable. Machines send `Authorization: Bearer <API key>`, people a session cookie.';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Tocsin API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="reader"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reader', deepLinking: true, tryItOutEnabled: false, validatorUrl: null });\n`;

/** The document is made from the same zod schemas that validate, when it is first asked for. The reader needs no network. */
export function serveOpenApi(app: INestApplication, fastify: FastifyInstance): void {
  const about = new DocumentBuilder()
    .setTitle('Tocsin 群诉指挥台')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description: 'An API key, made under Administration → Keys; it may do what its scopes say. Scopes are named like permissions.',
      },
      'key',
    )
    .addCookieAuth(
      'tocsin_session',
      {
        type: 'apiKey',
        in: 'cookie',
        description: 'The session of a person, set by POST /api/v1/auth/login. Writes from other sites are refused.',
      },
      'session',
    )
    .build();
  let made: OpenAPIObject | null = null;
  const files = new FileServer(readerFolder());
  const make = (): OpenAPIObject => complete(SwaggerModule.createDocument(app, about, { standardSchemaConverter: toJsonSchema }));
  fastify.get('/api/openapi.json', () => (made ??= make()));
  fastify.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  fastify.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START));
  fastify.get<{ Params: { file: string } }>('/api/docs/:file', async (request, reply) => {
    if (!(await files.send(request, reply, request.params.file, 'no-cache'))) reply.callNotFound();
    return reply;
  });
}

/** The reader's files come with the library that makes the document. */
function readerFolder(): string {
  const swagger = createRequire(import.meta.url).resolve('@nestjs/swagger');
  return dirname(createRequire(swagger).resolve('swagger-ui-dist/package.json'));
}

function toJsonSchema(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): { schema: Record<string, unknown> } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  return { schema: schemaOf(schema, schemaType) };
}
