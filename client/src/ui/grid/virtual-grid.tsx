import { createCoreRowModel, tableFeatures, useTable } from '@tanstack/react-table';
import type { ColumnDef } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { usePrinting } from '../../lib/use-printing.js';
import { cx } from '../classes.js';
import { EmptyState } from '../states.js';
import { GridHead } from './grid-head.js';
import { GridRow } from './grid-row.js';
import { selectRange, toggle, toggleAll } from './selection.js';
import type { GridSelection } from './selection.js';
import { useGridCommands, useGridKeys } from './use-grid-keys.js';
import './virtual-grid.css';

export interface GridColumn<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** A CSS grid track: `120px`, `minmax(200px, 1fr)`. */
  width: string;
  align?: 'start' | 'end';
  /** The list's owner sorts on the server; the grid only asks. */
  sortable?: boolean;
}

export interface GridSort {
  column: string;
  direction: 'ascending' | 'descending';
}

export interface VirtualGridProps<T> {
  label: string;
  rows: readonly T[];
  rowId: (row: T) => string;
  columns: readonly GridColumn<T>[];
  /** How many rows there are on the server; the loaded ones may be fewer. */
  total: number;
  rowHeight?: number;
  selection?: GridSelection;
  onSelectionChange?: (selection: GridSelection) => void;
  activeId: string | null;
  onActiveChange: (id: string) => void;
  onOpen?: (row: T) => void;
  onNearEnd?: () => void;
  sort?: GridSort | null;
  onSort?: (column: string) => void;
  rowTone?: (row: T) => 's1' | 's2' | 's3' | 's4' | null;
  empty?: ReactNode;
  /** Names this list among others, so that coming back to it finds the place it was left at. */
  scrollMemory?: string;
}

/** Where each named list was left; the page's lifetime is long enough. */
const leftAt = new Map<string, number>();

export const GRID_FEATURES = tableFeatures({ coreRowModel: createCoreRowModel() });
export type GridDef<T extends object> = ColumnDef<typeof GRID_FEATURES, T>;

const SELECT_TRACK = '36px';
/** The sticky head covers this much of the scroller; without it, moving up would hide the focused row behind the head. */
const HEAD_HEIGHT = 31;

export function VirtualGrid<T extends object>(props: VirtualGridProps<T>) {
  const { rows, rowId, columns, total, rowHeight = 36, selection, activeId } = props;
  const { t } = useTranslation('ui');
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | null>(null);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const activeIndex = Math.max(0, activeId === null ? 0 : ids.indexOf(activeId));
  const defs = useMemo(
    () => columns.map((c): GridDef<T> => ({ id: c.id, header: c.header, cell: ({ row }) => c.cell(row.original) })),
    [columns],
  );
  const table = useTable({ features: GRID_FEATURES, data: rows as T[], columns: defs, getRowId: rowId });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: props.scrollMemory === undefined ? 0 : (leftAt.get(props.scrollMemory) ?? 0),
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    // The row that holds focus stays mounted, or scrolling would throw the keyboard user back to the page's start.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(activeIndex, rows.length - 1)])].filter((i) => i >= 0).sort((a, b) => a - b),
  });
  const printing = usePrinting();
  const seen = virtual.getVirtualItems();
  const lastSeen = seen.at(-1)?.index ?? 0;
  // Paper does not scroll: everything that is loaded stands on it.
  const items = printing ? rows.map((_, index) => ({ index, start: HEAD_HEIGHT })) : seen;
  const { onNearEnd } = props;
  useEffect(() => {
    if (rows.length > 0 && rows.length < total && lastSeen >= rows.length - 12) onNearEnd?.();
  }, [lastSeen, rows.length, total, onNearEnd]);

  const goTo = (index: number, focus: boolean): void => {
    const id = ids[index];
    if (id === undefined) return;
    props.onActiveChange(id);
    virtual.scrollToIndex(index, { align: 'auto' });
    if (focus) requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus());
  };
  const tick = (id: string, range: boolean): void => {
    if (selection === undefined) return;
    const next = range && anchor.current !== null ? selectRange(selection, anchor.current, id, ids) : toggle(selection, id, ids);
    anchor.current = id;
    props.onSelectionChange?.(next);
  };
  const open = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) props.onOpen?.(row);
  };
  const pageSize = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1);
  const moves = {
    size: rows.length,
    at: activeIndex,
    pageSize,
    goTo,
    open,
    tick: (i: number, range: boolean) => ids[i] !== undefined && tick(ids[i], range),
  };
  const keys = useGridKeys(moves);
  useGridCommands(moves, selection === undefined ? null : () => props.onSelectionChange?.(toggleAll(selection, ids)));
  const template = [...(selection === undefined ? [] : [SELECT_TRACK]), ...columns.map((c) => c.width)].join(' ');
  const visible = table.getRowModel().rows;
  return (
    <div
      className={cx('grid', printing && 'grid--printing')}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (selection === undefined ? 0 : 1)}
      aria-multiselectable={selection !== undefined || undefined}
      style={{ '--grid-template': template }}
    >
      <div
        ref={scroller}
        className="grid__scroller"
        role="presentation"
        onKeyDown={(event: KeyboardEvent) => keys(event)}
        onScroll={({ currentTarget }) => props.scrollMemory !== undefined && leftAt.set(props.scrollMemory, currentTarget.scrollTop)}
      >
        <GridHead
          columns={columns}
          ids={ids}
          selection={selection}
          onSelectionChange={props.onSelectionChange}
          sort={props.sort ?? null}
          onSort={props.onSort}
        />
        <div role="rowgroup" className="grid__body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = visible[item.index];
            if (row === undefined) return null;
            return (
              <GridRow
                key={row.id}
                row={row}
                index={item.index}
                top={item.start - HEAD_HEIGHT}
                height={rowHeight}
                columns={columns}
                selection={selection}
                active={item.index === activeIndex}
                current={row.id === activeId}
                tone={props.rowTone?.(row.original) ?? null}
                onFocus={() => props.onActiveChange(row.id)}
                onOpen={() => open(item.index)}
                onTick={(range) => tick(row.id, range)}
              />
            );
          })}
        </div>
      </div>
      {printing && rows.length < total && (
        <p className="grid__rest">{t('grid.printed', { shown: count(rows.length), total: count(total) })}</p>
      )}
      {rows.length === 0 && <div className="grid__empty">{props.empty ?? <EmptyState title={t('grid.empty')} />}</div>}
    </div>
  );
}
