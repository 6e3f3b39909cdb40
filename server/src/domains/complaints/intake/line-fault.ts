import type { ProblemIssue } from '@tocsin/shared/kernel';
import type { LineRejection } from '@tocsin/shared/complaints';
import type { Problem } from '../../../platform/problems/index.js';

type LineFault = Omit<LineRejection, 'line'>;

/** What is wrong with a line, as precisely as a complaint sent alone is told: a fault of the whole line says which in an issue without a path. */
export function faultOf({ code, params, extras }: Problem): LineFault & { code: Problem['code'] } {
  return { code, issues: extras.issues ?? [whole(code, params)] };
}

function whole(code: Problem['code'], { reason, bytes }: Record<string, unknown>): ProblemIssue {
  if (code === 'request/too-large') return { path: '', code: 'too_big', message: `the line is longer than ${String(bytes)} bytes` };
  return { path: '', code: code.split('/')[1] ?? code, message: `the line is ${typeof reason === 'string' ? reason : 'refused'}` };
}
