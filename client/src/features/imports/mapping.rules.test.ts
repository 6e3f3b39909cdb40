import { expect, it } from '@jest/globals';
import { hasText, mapped } from './mapping.rules.js';

it('gives a field to one column at a time', () => {
  expect(mapped({ A: 'text', B: 'phone' }, 'C', 'text')).toEqual({ B: 'phone', C: 'text' });
  expect(mapped({ A: 'text' }, 'A', null)).toEqual({});
});

it('needs a column for the words', () => {
  expect(hasText({ A: 'phone' })).toBe(false);
  expect(hasText({ A: 'text' })).toBe(true);
});
