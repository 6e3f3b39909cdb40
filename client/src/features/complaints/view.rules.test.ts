import { describe, expect, it } from '@jest/globals';
import { activeFilters, filterOf, INBOX_FILTERS, INBOX_VIEWS, inboxViewOf, toggled } from './view.rules.js';

describe('filterOf', () => {
  it('sends the filter and leaves out the order and the open complaint', () => {
    expect(filterOf({ q: '退款', channel: ['web'], sort: 'oldest', id: 'x', demand: [], located: 'false' })).toEqual({
      q: '退款',
      channel: ['web'],
      located: 'false',
    });
  });

  it('never lets the address leave the incident whose tab it is', () => {
    expect(filterOf({ incidentId: 'other' }, { incidentId: 'own' })).toEqual({ incidentId: 'own' });
  });

  it('drops a mangled time', () => {
    expect(filterOf({ from: 'yesterday', to: '2026-11-22T08:00:00Z' })).toEqual({ to: '2026-11-22T08:00:00Z' });
  });
});

it('knows each ready-made view by its filter', () => {
  for (const name of INBOX_VIEWS) expect(inboxViewOf(INBOX_FILTERS[name])).toBe(name);
  expect(inboxViewOf({ flagged: 'true', q: 'x' })).toBeNull();
});

it('takes a value in and out, and an emptied list away', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a'], 'a')).toBeUndefined();
  expect(activeFilters({ channel: ['web'], q: '' })).toEqual(['channel']);
});
