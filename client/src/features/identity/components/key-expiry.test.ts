import { expect, it } from '@jest/globals';
import { daysLeft, keyState } from './key-expiry.js';

const NOW = Date.parse('2026-11-28T04:00:00.000Z');
const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();
const key = (expiresAt: string | null, more: object = {}) => ({ expiresAt, revokedAt: null, stopped: null, ...more });

it('warns of a key for the last fourteen days, and calls it ended from the very moment on', () => {
  expect([null, inDays(15), inDays(14), inDays(0.001), inDays(0), inDays(-1)].map((at) => keyState(key(at), NOW))).toEqual([
    'active',
    'active',
    'ending',
    'ending',
    'expired',
    'expired',
  ]);
  expect(keyState(key(inDays(-1), { revokedAt: inDays(-2) }), NOW)).toBe('revoked');
  expect(keyState(key(inDays(3), { stopped: 'maker-disabled' }), NOW)).toBe('maker-disabled');
});

it('counts the running day', () => {
  expect([inDays(13.2), inDays(1), inDays(0.1), inDays(-3)].map((at) => daysLeft(at, NOW))).toEqual([14, 1, 1, 0]);
});
