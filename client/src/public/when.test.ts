import { expect, it } from '@jest/globals';
import { prefs } from '../lib/prefs.js';
import { when } from './when.js';

it.each([
  ['zh-CN', '2026/11/28 19:30 (GMT+8)'],
  ['en', '11/28/2026 19:30 (GMT+8)'],
] as const)('says in %s on whose clock a time is', (lang, said) => {
  prefs.set({ lang });
  expect(when('2026-11-28T11:30:00Z')).toBe(said);
});
