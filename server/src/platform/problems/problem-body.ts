import type { ProblemBody, ProblemCode } from '@tocsin/shared/kernel';
import type { Problem } from './problem.js';

/** `auth/totp-required` → "Totp required": a line for logs and curl; people read the translation of the code. */
const titleOf = (code: ProblemCode): string => {
  const words = (code.split('/')[1] ?? code).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function problemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    type: `urn:tocsin:problem:${problem.code.replace('/', ':')}`,
    title: titleOf(problem.code),
    status: problem.status,
    code: problem.code,
    params: problem.params,
    requestId,
    ...(problem.extras.issues ? { issues: problem.extras.issues } : {}),
  };
}
