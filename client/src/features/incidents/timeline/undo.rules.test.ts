import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '@tocsin/shared/live';
import { undoable } from './undo.rules.js';

type Kind = 'merge' | 'split' | 'move' | 'lock' | 'unlock';
const TYPE = { merge: 'group.merged', split: 'group.split', move: 'group.moved', lock: 'group.locked', unlock: 'group.unlocked' } as const;
const told = (seq: number, kind: Kind, from: string, into: string | null, id = `m${String(seq)}`): LiveEvent =>
  ({
    seq,
    type: TYPE[kind],
    payload: { move: { id, kind, from, into, undoneAt: null }, from: { id: from }, into: null },
  }) as unknown as LiveEvent;
const undone = (seq: number, id: string): LiveEvent =>
  ({
    seq,
    type: 'group.move-undone',
    payload: { move: { id, kind: 'split', from: 'a', into: 'b', undoneAt: 'now' } },
  }) as unknown as LiveEvent;
const note = { seq: 9, type: 'note.added', payload: { note: {} } } as unknown as LiveEvent;

describe('what of a timeline can be taken back', () => {
  it.each([
    ['each of two that do not touch', [told(1, 'split', 'a', 'b'), told(2, 'move', 'c', 'd'), note], [1, 2]],
    ['none that was taken back already', [told(1, 'split', 'a', 'b', 'x'), undone(2, 'x')], []],
    ['none whose target is gone into another group', [told(1, 'split', 'a', 'b'), told(2, 'merge', 'b', 'c')], [2]],
    ['one whose later merge was taken back', [told(1, 'split', 'a', 'b'), told(2, 'merge', 'b', 'c', 'x'), undone(3, 'x')], [1]],
    ['a lock until it is opened', [told(1, 'lock', 'a', null)], [1]],
    ['of lock and unlock the last', [told(1, 'lock', 'a', null), told(2, 'unlock', 'a', null)], [2]],
    ['a merge though another group joined later', [told(1, 'merge', 'a', 'b'), told(2, 'merge', 'c', 'b')], [1, 2]],
  ] as [string, LiveEvent[], number[]][])('%s', (_, events, seqs) => {
    expect([...undoable(events)]).toEqual(seqs);
  });
});
