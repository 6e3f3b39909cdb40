import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '@tocsin/shared/kernel';
import { fromDatabase } from './database-faults.js';
import { Problem } from './problem.js';

const BY_STATUS: Partial<Record<number, ProblemCode>> = {
  400: 'request/malformed',
  401: 'auth/required',
  403: 'auth/forbidden',
  404: 'resource/not-found',
  405: 'resource/not-found',
  406: 'request/not-acceptable',
  408: 'request/too-slow',
  412: 'request/precondition-failed',
  413: 'request/too-large',
  414: 'request/malformed',
  415: 'request/unsupported-media',
  422: 'request/invalid',
  429: 'request/rate-limited',
  503: 'server/busy',
};

/** Fastify and its plugins put a status on what they throw; `FST_` marks the ones that are the sender's doing. */
function frameworkStatus(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** A sender who hangs up is not our failure, and nobody is left to read the answer. */
function isAborted(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNABORTED' || (error as Error | null)?.message === 'aborted';
}

/** The multipart parser throws plain errors; all it can complain of is what was sent. */
const BROKEN_FORM =
  /^(Multipart: |Unexpected end of (form|multipart data|file)|Malformed (part header|content type))|terminated early due to unexpected end/;
const isBrokenForm = (error: unknown): boolean => error instanceof Error && BROKEN_FORM.test(error.message);

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = frameworkStatus(error);
  const code = status === null ? undefined : BY_STATUS[status];
  if (code) return new Problem(code, {}, { cause: error });
  if (isAborted(error) || isBrokenForm(error)) return new Problem('request/malformed', {}, { cause: error });
  return fromDatabase(error) ?? new Problem('server/unexpected', {}, { cause: error });
}
