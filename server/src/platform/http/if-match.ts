import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/index.js';

const DESCRIPTION = 'The version you read, such as "3"; another one is there: 412 with the current `version`.';
const documented = (required: boolean) => (target: object, key: string | symbol | undefined) => {
  const handler = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key !== undefined && handler) ApiHeader({ name: 'If-Match', required, description: DESCRIPTION })(target, key, handler);
};
const sent = (context: ExecutionContext): string | undefined => context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];

/** The version the caller saw, or null when it named none: then whatever is there now is changed. */
export const IfMatch = createParamDecorator((_: unknown, context) => versionIn(sent(context), false), [documented(false)]);
/** The same where nobody may overwrite a decision they never read. */
export const IfMatchRequired = createParamDecorator((_: unknown, context) => versionIn(sent(context), true), [documented(true)]);

/** `"3"`, also weak or bare; `*` stands for any version. */
function versionIn(header: string | undefined, required: boolean): number | null {
  const given = header?.trim();
  if (!required && (given === undefined || given === '*')) return null;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given ?? '');
  if (match) return Number(match[1]);
  const message = 'must be the version you read, such as "3"';
  throw new Problem(
    'request/invalid',
    {},
    { issues: [{ path: 'If-Match', code: header === undefined ? 'required' : 'invalid_format', message }] },
  );
}

/** Called with the row locked. */
export function refuseStale(seen: number | null, current: number): void {
  if (seen !== null && seen !== current) throw new Problem('request/precondition-failed', { version: current });
}
