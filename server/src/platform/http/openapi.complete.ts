import type { OpenAPIObject } from '@nestjs/swagger';
import { ProblemBody } from '@tocsin/shared/kernel';
import { SAYS_PERMISSIONS, SAYS_PUBLIC } from './access.js';
import { schemaOf } from './described.js';
import { DESCRIBED } from './openapi.words.js';

interface Operation {
  description?: string;
  summary?: string;
  security?: Record<string, string[]>[];
  parameters?: { in: string; name: string }[];
  requestBody?: { content?: Record<string, unknown> };
  responses?: Record<string, unknown>;
  [extension: `x-${string}`]: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const WRITES: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete']);

const REFUSALS: Record<number, string> = {
  400: 'Malformed: not JSON, or an unknown query parameter.',
  401: 'Not signed in, or the key or session is over.',
  403: 'Signed in without the permission, for another brand, or a write from another site.',
  404: 'Not there, or not for you to know of.',
  409: 'Not in this state, or somebody else was first.',
  412: 'Changed since the version in `If-Match`.',
  413: 'Larger than allowed.',
  415: 'Not a media type that is read here.',
  422: 'Not as agreed; `issues` name each field.',
  429: 'Too often; `Retry-After` says when to come back.',
  503: 'Starting, leaving, or out of room or database; `Retry-After` says when to come back.',
};

/** What can be told of every operation from how it is declared: who may call it, what it is for, and how it refuses. */
export function complete(document: OpenAPIObject): OpenAPIObject {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: schemaOf(ProblemBody, 'output') };
  document.components.responses = Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      `Refused${status}`,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  );
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (operation) completeOne(operation, method, path);
    }
  return document;
}

function completeOne(operation: Operation, method: string, path: string): void {
  const permissions = (operation[SAYS_PERMISSIONS] as string[] | undefined) ?? [];
  const open = operation[SAYS_PUBLIC] === true;
  operation.security = open ? [] : [{ key: [] }, { session: [] }];
  const needs = open ? 'Open to everyone.' : `Needs ${permissions.map((one) => `\`${one}\``).join(' and ')}.`;
  operation.description = [operation.description || DESCRIBED[`${method.toUpperCase()} ${path}`], needs].filter(Boolean).join(' ');
  operation.responses = { ...operation.responses };
  for (const status of statusesOf(operation, method, path, open))
    operation.responses[String(status)] ??= { $ref: `#/components/responses/Refused${status}` };
}

function statusesOf(operation: Operation, method: string, path: string, open: boolean): number[] {
  const parameters = operation.parameters ?? [];
  const reads = operation.requestBody !== undefined;
  const asked = parameters.some((one) => one.in === 'query' || one.in === 'path');
  const writes = WRITES.has(method);
  return [
    ...(reads || parameters.some((one) => one.in === 'query') ? [400] : []),
    ...(open && !path.includes('/auth/') ? [] : [401]),
    ...(open && !writes ? [] : [403]),
    ...(path.includes('{') || path.includes('/receipts') ? [404] : []),
    ...(writes ? [409] : []),
    ...(parameters.some((one) => one.name === 'If-Match') ? [412] : []),
    ...(reads ? [413, 415] : []),
    ...(reads || asked ? [422] : []),
    ...(operation['x-rate-limit'] === undefined && !path.includes('/auth/') ? [] : [429]),
    503,
  ];
}
