import { firstUnits, type ProblemIssue } from '@tocsin/shared/kernel';
import { Problem } from './problem.js';

interface RawIssue {
  message: string;
  code?: string;
  params?: { code?: unknown };
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  keys?: string[];
}

// The sender needs the first faults, not ten thousand of them: an array of wrong items must not amplify.
const MOST = 50;

const step = (part: PropertyKey | { key: PropertyKey }): string => String(typeof part === 'object' ? part.key : part);
const codeOf = (issue: RawIssue): string => (typeof issue.params?.code === 'string' ? issue.params.code : (issue.code ?? 'invalid'));

/** Issues of any Standard Schema library in the shape of the wire. `under` names the parameter when the value itself has no path. */
export function toIssues(raw: readonly RawIssue[], under?: string): ProblemIssue[] {
  return raw.slice(0, MOST).map((issue) => ({
    path: firstUnits([...(under ? [under] : []), ...(issue.path ?? []).map(step), ...(issue.keys?.slice(0, 1) ?? [])].join('.'), 200),
    code: codeOf(issue),
    message: firstUnits(issue.message, 300),
  }));
}

export const invalid = (raw: readonly RawIssue[], under?: string): Problem =>
  new Problem('request/invalid', {}, { issues: toIssues(raw, under) });
