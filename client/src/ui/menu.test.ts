import { expect, it } from '@jest/globals';
import { arranged, type MenuItem } from './menu.js';

const item = (key: string, more: Partial<MenuItem> = {}): MenuItem => ({ key, label: key, onSelect: () => undefined, ...more });
const shape = (items: readonly MenuItem[]): string =>
  arranged(items)
    .map(({ key, divided }) => `${divided === true ? '| ' : ''}${key}`)
    .join(' ');

it('stands with the dangerous entries last, behind a line, and without a line at its head', () => {
  expect(shape([item('dismiss', { danger: true }), item('severity', { divided: true }), item('rename')])).toBe('severity rename | dismiss');
  expect(shape([item('rename'), item('facts', { divided: true }), item('a', { danger: true }), item('b', { danger: true })])).toBe(
    'rename | facts | a b',
  );
  expect(shape([item('dismiss', { danger: true, divided: true })])).toBe('dismiss');
});
