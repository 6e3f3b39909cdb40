import { describe, expect, it } from '@jest/globals';
import { isSelected, NOTHING, selectedCount, selectRange, toggle, toggleAll } from './selection.js';
import type { GridSelection } from './selection.js';

const loaded = ['a', 'b', 'c', 'd'];
const ids = (selection: GridSelection): string[] => (selection.kind === 'some' ? [...selection.ids].sort() : ['*']);

describe('grid selection', () => {
  it('ticks and unticks one row', () => {
    const one = toggle(NOTHING, 'b', loaded);
    expect(ids(one)).toEqual(['b']);
    expect(ids(toggle(one, 'b', loaded))).toEqual([]);
  });

  it('ticks all loaded rows, then none', () => {
    const all = toggleAll(toggle(NOTHING, 'b', loaded), loaded);
    expect(ids(all)).toEqual(loaded);
    expect(selectedCount(toggleAll(all, loaded))).toBe(0);
  });

  it('counts everything that matches, and drops what is unseen when one row is unticked', () => {
    const matching: GridSelection = { kind: 'matching', total: 1_284 };
    expect(selectedCount(matching)).toBe(1_284);
    expect(isSelected(matching, 'never-loaded')).toBe(true);
    expect(ids(toggle(matching, 'b', loaded))).toEqual(['a', 'c', 'd']);
  });

  it('takes a range in either direction', () => {
    expect(ids(selectRange(NOTHING, 'c', 'a', loaded))).toEqual(['a', 'b', 'c']);
    expect(ids(selectRange(toggle(NOTHING, 'a', loaded), 'c', 'd', loaded))).toEqual(['a', 'c', 'd']);
  });

  it('treats a range from a row that left the list as a single tick', () => {
    expect(ids(selectRange(NOTHING, 'gone', 'b', loaded))).toEqual(['b']);
  });
});
