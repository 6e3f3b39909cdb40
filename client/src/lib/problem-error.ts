import { ProblemBody } from '@tocsin/shared/kernel';
import type { ProblemIssue } from '@tocsin/shared/kernel';
import type { ClientProblemCode } from './problem-codes.js';

interface ProblemFields {
  code: ClientProblemCode;
  status: number;
  params?: Record<string, unknown>;
  requestId?: string | null;
  issues?: readonly ProblemIssue[];
  retryAfter?: number | null;
}

/** What every failed call throws; screens translate `code` and show `requestId`. */
export class ProblemError extends Error {
  readonly code: ClientProblemCode;
  readonly status: number;
  readonly params: Record<string, unknown>;
  readonly requestId: string | null;
  readonly issues: readonly ProblemIssue[];
  /** Seconds the server asked to wait, from `Retry-After`. */
  readonly retryAfter: number | null;

  constructor(fields: ProblemFields) {
    super(fields.code);
    this.name = 'ProblemError';
    this.code = fields.code;
    this.status = fields.status;
    this.params = fields.params ?? {};
    this.requestId = fields.requestId ?? null;
    this.issues = fields.issues ?? [];
    this.retryAfter = fields.retryAfter ?? null;
  }
}

export const isProblem = (error: unknown, ...codes: ClientProblemCode[]): error is ProblemError =>
  error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));

/** A failed response may also come from a proxy that never heard of problem+json. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const retry = Number(response.headers.get('retry-after'));
  const retryAfter = Number.isFinite(retry) && retry > 0 ? retry : null;
  const parsed = ProblemBody.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ProblemError({ ...parsed.data, retryAfter });
  return new ProblemError({
    code: codeOfStatus(response.status),
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    retryAfter,
  });
}

function codeOfStatus(status: number): ClientProblemCode {
  const known: Record<number, ClientProblemCode> = {
    401: 'auth/required',
    403: 'auth/forbidden',
    404: 'resource/not-found',
    409: 'resource/conflict',
    413: 'request/too-large',
    429: 'request/rate-limited',
    502: 'server/busy',
    503: 'server/busy',
    504: 'client/timeout',
  };
  return known[status] ?? (status >= 500 ? 'server/unexpected' : 'request/malformed');
}
