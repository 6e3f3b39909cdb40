import { FlexRender } from '@tanstack/react-table';
import type { Row } from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';
import { cx } from '../classes.js';
import { isSelected } from './selection.js';
import type { GridSelection } from './selection.js';
import type { GRID_FEATURES, GridColumn } from './virtual-grid.js';

interface GridRowProps<T extends object> {
  row: Row<typeof GRID_FEATURES, T>;
  index: number;
  top: number;
  height: number;
  columns: readonly GridColumn<T>[];
  selection: GridSelection | undefined;
  /** Holds the grid's one tab stop. */
  active: boolean;
  /** Is the row whose detail is shown. */
  current: boolean;
  tone: string | null;
  onFocus: () => void;
  onOpen: () => void;
  onTick: (range: boolean) => void;
}

export function GridRow<T extends object>({
  row,
  index,
  top,
  height,
  columns,
  selection,
  active,
  current,
  tone,
  onFocus,
  onOpen,
  onTick,
}: GridRowProps<T>) {
  const { t } = useTranslation('ui');
  const ticked = selection !== undefined && isSelected(selection, row.id);
  const lead = selection === undefined ? 0 : 1;
  return (
    <div
      role="row"
      data-row={index}
      className={cx('grid__row', ticked && 'grid__row--ticked', current && 'grid__row--current', tone !== null && `grid__row--${tone}`)}
      aria-rowindex={index + 2}
      aria-selected={selection === undefined ? undefined : ticked}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${top}px)`, height }}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      onClick={(event) => {
        if (event.shiftKey && selection !== undefined) onTick(true);
        else onOpen();
      }}
    >
      {selection !== undefined && (
        <div role="gridcell" aria-colindex={1} className="grid__cell grid__cell--tick">
          <input
            type="checkbox"
            className="check__box"
            tabIndex={-1}
            aria-label={t('grid.selectRow')}
            checked={ticked}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => onTick(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
          />
        </div>
      )}
      {row.getAllCells().map((cell, i) => (
        <div
          key={cell.id}
          role="gridcell"
          aria-colindex={i + 1 + lead}
          className={cx('grid__cell', columns[i]?.align === 'end' && 'grid__cell--end')}
        >
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}
