/** What is ticked: some rows by id, or everything the filter matches, seen or not. */
export type GridSelection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'matching'; total: number };

export const NOTHING: GridSelection = { kind: 'some', ids: new Set() };

export const isSelected = (selection: GridSelection, id: string): boolean => selection.kind === 'matching' || selection.ids.has(id);
export const selectedCount = (selection: GridSelection): number => (selection.kind === 'matching' ? selection.total : selection.ids.size);

/** Unticking one row of "all matching" falls back to the loaded rows without it: what is unseen is never acted on by accident. */
export function toggle(selection: GridSelection, id: string, loaded: readonly string[]): GridSelection {
  const ids = new Set(selection.kind === 'matching' ? loaded : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'some', ids };
}

export function toggleAll(selection: GridSelection, loaded: readonly string[]): GridSelection {
  const all = loaded.length > 0 && loaded.every((id) => isSelected(selection, id));
  return all ? NOTHING : { kind: 'some', ids: new Set(loaded) };
}

/** From the last row touched to this one, both included; adds to what is ticked. */
export function selectRange(selection: GridSelection, anchor: string, id: string, loaded: readonly string[]): GridSelection {
  const [from, to] = [loaded.indexOf(anchor), loaded.indexOf(id)].sort((a, b) => a - b);
  if (from === undefined || to === undefined || from < 0) return toggle(selection, id, loaded);
  const ids = new Set(selection.kind === 'matching' ? loaded : selection.ids);
  for (const one of loaded.slice(from, to + 1)) ids.add(one);
  return { kind: 'some', ids };
}
