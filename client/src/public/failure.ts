import type { ProblemError } from '../lib/problem-error.js';

/** Told by its shape: the class comes with the schemas of the whole interface, which are loaded only to send something. */
export function isFailure(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === 'ProblemError';
}
