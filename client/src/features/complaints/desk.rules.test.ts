import { describe, expect, it } from '@jest/globals';
import { Desk, EMPTY_DESK } from '@tocsin/shared/identity';
import { chosenColumns, savedViewOf, searchOf, VIEWS_MAX, withColumns, withoutView, withView } from './desk.rules.js';

describe('columns somebody chose', () => {
  it('come in the order of the list, without those it no longer has, and may be given back to the list', () => {
    const desk = withColumns(EMPTY_DESK, ['time', 'gone', 'no']);
    expect(chosenColumns(desk, ['no', 'place', 'time'])).toEqual(['no', 'time']);
    expect(chosenColumns(withColumns(desk, null), ['no'])).toBeNull();
  });
});

describe('saved views', () => {
  const view = { q: '华东仓', status: ['received' as const], sort: 'oldest' as const, id: 'open-one' };

  it('hold filter and order, not the open complaint, and are a desk the server takes', () => {
    expect(searchOf(view)).toEqual({ q: '华东仓', status: ['received'], sort: 'oldest' });
    expect(Desk.safeParse(withView(EMPTY_DESK, { id: '1', name: '待办', search: searchOf(view) })).success).toBe(true);
  });

  it('are known by what they show, whatever the order of the parameters', () => {
    const desk = withView(EMPTY_DESK, { id: '1', name: '待办', search: { sort: 'oldest', status: ['received'], q: '华东仓' } });
    expect(savedViewOf(desk, view)?.name).toBe('待办');
    expect(savedViewOf(desk, { ...view, q: '华北仓' })).toBeNull();
  });

  it('are replaced by name, removed by id, and the oldest gives way', () => {
    const twice = withView(withView(EMPTY_DESK, { id: '1', name: 'a', search: {} }), { id: '2', name: 'a', search: { q: 'x' } });
    expect(twice.views).toEqual([{ id: '1', name: 'a', search: { q: 'x' } }]);
    expect(withoutView(twice, '1').views).toEqual([]);
    const many = Array.from({ length: VIEWS_MAX + 1 }, (_, i) => i).reduce(
      (d, i) => withView(d, { id: `${i}`, name: `v${i}`, search: {} }),
      EMPTY_DESK,
    );
    expect([many.views.length, many.views[0]?.id]).toEqual([VIEWS_MAX, '1']);
  });
});
