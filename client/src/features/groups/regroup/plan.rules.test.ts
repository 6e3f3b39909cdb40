import { expect, it } from '@jest/globals';
import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import { following, mergeSteps, moveSteps, sourcesOf, splitSteps } from './plan.rules.js';

const complaint = (name: string): ComplaintId => name as ComplaintId;
const group = (name: string): GroupId => name as GroupId;
const member = (id: string, of: string | null) => ({ id: complaint(id), groupId: of === null ? null : group(of) });

it('parts the chosen complaints by group, largest first, and leaves out what has no group yet', () => {
  const sources = sourcesOf([member('a', 'g1'), member('b', 'g2'), member('c', 'g2'), member('d', null)]);
  expect(sources).toEqual([
    { from: 'g2', ids: ['b', 'c'] },
    { from: 'g1', ids: ['a'] },
  ]);
});

it('does not move a complaint into the group it stands in, nor merge a group with itself', () => {
  expect(moveSteps([{ from: group('g1'), ids: [complaint('a')] }], group('g1'))).toEqual([]);
  expect(mergeSteps([group('g1'), group('g2')], group('g2'))).toEqual([{ kind: 'merge', from: 'g1', into: 'g2' }]);
});

it('splits parts of several groups into one new group', () => {
  const [first, second] = splitSteps([
    { from: group('g1'), ids: [complaint('a')] },
    { from: group('g2'), ids: [complaint('b')] },
  ]);
  expect(first && following(first, null)).toEqual({ kind: 'split', from: 'g1', ids: ['a'] });
  expect(second && following(second, group('new'))).toEqual({ kind: 'move', from: 'g2', ids: ['b'], into: 'new' });
});
