import type { KeyboardEvent } from 'react';

/** Where an arrow, Home or End leads in a row of `size` items; null for any other key. */
export function rovingTarget(key: string, at: number, size: number): number | null {
  if (size === 0) return null;
  if (key === 'ArrowRight' || key === 'ArrowDown') return (at + 1) % size;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (at - 1 + size) % size;
  if (key === 'Home') return 0;
  if (key === 'End') return size - 1;
  return null;
}

/** Moves focus among the enabled items that match `selector` inside the pressed container; returns the item reached. */
export function roveFocus(event: KeyboardEvent<HTMLElement>, selector: string): HTMLElement | null {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)].filter(
    (item) => item.getAttribute('aria-disabled') !== 'true',
  );
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = at < 0 ? null : rovingTarget(event.key, at, items.length);
  const item = to === null ? undefined : items[to];
  if (item === undefined) return null;
  event.preventDefault();
  item.focus();
  return item;
}
