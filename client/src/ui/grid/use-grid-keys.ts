import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../hotkeys/index.js';
import type { Command } from '../hotkeys/index.js';

interface GridKeys {
  size: number;
  at: number;
  pageSize: number;
  goTo: (index: number, focus: boolean) => void;
  open: (index: number) => void;
  tick: (index: number, range: boolean) => void;
}

function target(key: string, { at, size, pageSize }: GridKeys): number | null {
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageSize,
    PageUp: at - pageSize,
    Home: 0,
    End: size - 1,
  };
  const index = to[key];
  return index === undefined ? null : Math.min(size - 1, Math.max(0, index));
}

/** The arrow keys of an ARIA grid, for when a row has focus; J, K and X come from the page's hotkeys. */
export function useGridKeys(grid: GridKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return;
    const to = target(event.key, grid);
    if (to !== null) {
      if (event.shiftKey) grid.tick(to, true);
      grid.goTo(to, true);
    } else if (event.key === 'Enter') grid.open(grid.at);
    else if (event.key === ' ') grid.tick(grid.at, event.shiftKey);
    else return;
    event.preventDefault();
  };
}

/** The list keys of the keyboard map; they work without focus in the grid, so a reader need not aim first. */
export function useGridCommands(grid: GridKeys, selectAll: (() => void) | null): void {
  const { t } = useTranslation('ui');
  const list = (id: string, label: string, keys: string, run: () => void): Command => ({
    id: `grid-${id}`,
    label,
    keys,
    group: 'list',
    palette: false,
    run,
  });
  useCommands(
    [
      list('next', t('grid.next'), 'j', () => grid.goTo(Math.min(grid.size - 1, grid.at + 1), true)),
      list('previous', t('grid.previous'), 'k', () => grid.goTo(Math.max(0, grid.at - 1), true)),
      list('top', t('grid.top'), 'g g', () => grid.goTo(0, true)),
      list('open', t('grid.open'), 'o', () => grid.open(grid.at)),
      ...(selectAll === null
        ? []
        : [
            list('tick', t('grid.selectRow'), 'x', () => grid.tick(grid.at, false)),
            list('range', t('grid.selectRange'), 'Shift+X', () => grid.tick(grid.at, true)),
            list('all', t('grid.selectAll'), '$mod+a', selectAll),
          ]),
    ],
    { enabled: grid.size > 0 },
  );
}
