import { z } from 'zod';

/** Every failure the product can name, with its HTTP status. The client translates by code, so a new failure is a new line here. */
export const PROBLEM_STATUS = {
  'request/malformed': 400,
  'request/invalid': 422,
  'request/too-large': 413,
  'request/unsupported-media': 415,
  'request/too-slow': 408,
  'request/method-not-allowed': 405,
  'request/not-acceptable': 406,
  'request/rate-limited': 429,
  'request/precondition-failed': 412,
  'request/idempotency-mismatch': 422,
  'request/idempotency-in-flight': 409,
  'request/cross-site': 403,
  'auth/required': 401,
  'auth/invalid-credentials': 401,
  'auth/totp-required': 401,
  'auth/totp-invalid': 401,
  'auth/locked': 429,
  'auth/forbidden': 403,
  'auth/setup-closed': 409,
  'auth/setup-token-invalid': 403,
  'auth/password-weak': 422,
  'resource/not-found': 404,
  'resource/conflict': 409,
  'user/email-taken': 409,
  'user/last-admin': 409,
  'complaint/receipt-unknown': 404,
  'complaint/not-read-yet': 409,
  'complaint/wrong-status': 409,
  'complaint/not-ratable': 409,
  'complaint/attachment-type': 415,
  'complaint/attachment-too-large': 413,
  'complaint/reveal-reason-required': 422,
  'upload/unreadable': 422,
  'upload/expired': 409,
  'upload/too-much-waiting': 429,
  'group/wrong-state': 409,
  'group/locked': 409,
  'group/named-incident': 409,
  'group/not-members': 422,
  'group/split-empty': 422,
  'group/undo-superseded': 409,
  'group/proposal-stale': 409,
  'group/not-in-memory': 409,
  'recluster/running': 409,
  'recluster/wrong-state': 409,
  'recluster/stale': 409,
  'recluster/nothing-to-do': 409,
  'dictionary/spelling-taken': 409,
  'dictionary/unreadable': 422,
  'incident/wrong-state': 409,
  'incident/group-taken': 409,
  'incident/reason-required': 422,
  'live/unknown-stream': 404,
  'live/malformed': 422,
  'server/starting': 503,
  'server/draining': 503,
  'server/storage-full': 503,
  'server/secret-lost': 503,
  'server/database-unavailable': 503,
  'server/busy': 503,
  'server/unexpected': 500,
} as const;

export type ProblemCode = keyof typeof PROBLEM_STATUS;
export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]];

export const ProblemIssue = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** RFC 9457 body of `application/problem+json`. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  params: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  issues: z.array(ProblemIssue).optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;
