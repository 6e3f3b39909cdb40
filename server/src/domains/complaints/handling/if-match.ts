import { Problem } from '../../../platform/problems/index.js';

/** The version the caller saw: `If-Match: "3"`. Required, so that nobody overwrites a decision they never read. */
export function versionIn(ifMatch: string | undefined): number {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '');
  if (match) return Number(match[1]);
  const issues = [
    { path: 'If-Match', code: ifMatch === undefined ? 'required' : 'invalid_format', message: 'must be the version you read, such as "3"' },
  ];
  throw new Problem('request/invalid', {}, { issues });
}
