import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '@tocsin/shared/live';
import { foldRuns } from './fold.rules.js';

const event = (seq: number, type: string, actor: string | null = null): LiveEvent =>
  ({ seq, type, actor, payload: type.startsWith('group.') ? { move: {} } : {} }) as unknown as LiveEvent;
const shape = (events: LiveEvent[]): (number | number[])[] =>
  foldRuns(events).map((row) => (row.kind === 'one' ? row.event.seq : row.events.map(({ seq }) => seq)));

describe('moves of the engine', () => {
  it('become one row where they follow each other', () => {
    expect(shape([event(5, 'group.moved'), event(4, 'group.merged'), event(3, 'group.split'), event(2, 'note.added', 'u')])).toEqual([
      [5, 4, 3],
      2,
    ]);
  });

  it('stay a row of their own where they stand alone, or where something happened in between', () => {
    expect(shape([event(4, 'group.moved'), event(3, 'note.added', 'u'), event(2, 'group.moved'), event(1, 'group.moved')])).toEqual([
      4,
      3,
      [2, 1],
    ]);
  });

  it('are never mixed with what people decided, locked or took back', () => {
    const all = [event(4, 'group.moved', 'u'), event(3, 'group.moved', 'u'), event(2, 'group.locked'), event(1, 'group.move-undone')];
    expect(shape(all)).toEqual([4, 3, 2, 1]);
    expect(shape([])).toEqual([]);
  });
});
