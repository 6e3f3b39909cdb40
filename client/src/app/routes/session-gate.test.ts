import { expect, it } from '@jest/globals';
import { safeNext } from './session-gate.js';

it.each([
  ['/incidents/INC-2026-0042/situation?hours=6', '/incidents/INC-2026-0042/situation?hours=6'],
  ['//evil.example/x', '/overview'],
  ['/\\evil.example', '/overview'],
  ['https://evil.example', '/overview'],
  ['javascript:alert(1)', '/overview'],
  ['/login?next=/login', '/overview'],
  [undefined, '/overview'],
])('returns from sign-in to our own pages only: %s', (next, target) => {
  expect(safeNext(next)).toBe(target);
});
