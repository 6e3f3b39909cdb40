import { expect, it } from '@jest/globals';
import { lastTenFrom } from './last-ten.rules.js';

it('begins the last ten minutes with a whole minute, as the server counts them', () => {
  expect(lastTenFrom('2026-11-22T06:30:59.900Z')).toBe('2026-11-22T06:21:00.000Z');
  expect(lastTenFrom('2026-11-22T06:30:00.000Z')).toBe('2026-11-22T06:21:00.000Z');
});
