import type { Desk, SavedView } from '@tocsin/shared/identity';
import { filterOf, type ComplaintView } from './view.rules.js';

export const VIEWS_MAX = 30;
const LIST = 'complaints';

/** The columns somebody chose for the lists of complaints; null when the list is to fit them by itself. */
export const chosenColumns = <Name extends string>(desk: Desk, known: readonly Name[]): readonly Name[] | null =>
  desk.columns[LIST] === undefined ? null : known.filter((name) => desk.columns[LIST]?.includes(name));

export const withColumns = (desk: Desk, columns: readonly string[] | null): Desk => {
  const { [LIST]: _, ...others } = desk.columns;
  return { ...desk, columns: columns === null ? others : { ...others, [LIST]: [...columns] } };
};

/** What a saved view holds: the filter and the order, not the complaint that happened to be open. */
export function searchOf(view: ComplaintView): SavedView['search'] {
  const filter = filterOf(view);
  const entries = Object.entries(view.sort === undefined ? filter : { ...filter, sort: view.sort });
  return Object.fromEntries(entries.map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]));
}

const same = (a: SavedView['search'], b: SavedView['search']): boolean => {
  const text = (search: SavedView['search']): string => JSON.stringify(Object.entries(search).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
};

/** The saved view that the address stands for, if it is exactly one of them. */
export const savedViewOf = (desk: Desk, view: ComplaintView): SavedView | null =>
  desk.views.find(({ search }) => same(search, searchOf(view))) ?? null;

/** A view of the same name is replaced: people mend a view by saving it again. */
export function withView(desk: Desk, saved: SavedView): Desk {
  const at = desk.views.findIndex(({ name }) => name === saved.name);
  if (at === -1) return { ...desk, views: [...desk.views, saved].slice(-VIEWS_MAX) };
  return { ...desk, views: desk.views.map((one, i) => (i === at ? { ...saved, id: one.id } : one)) };
}

export const withoutView = (desk: Desk, id: string): Desk => ({ ...desk, views: desk.views.filter((one) => one.id !== id) });
