import { PROBLEM_STATUS, type ProblemCode, type ProblemIssue } from '@tocsin/shared/kernel';

export interface ProblemExtras {
  issues?: ProblemIssue[];
  /** Seconds; becomes `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

/** An expected failure. Thrown anywhere, turned into `application/problem+json` in one place. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly params: Record<string, unknown> = {},
    readonly extras: ProblemExtras = {},
  ) {
    super(code, { cause: extras.cause });
    this.name = 'Problem';
    this.status = PROBLEM_STATUS[code];
  }
}

export const notFound = (): Problem => new Problem('resource/not-found');
