import type { KeyboardEvent } from 'react';

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
