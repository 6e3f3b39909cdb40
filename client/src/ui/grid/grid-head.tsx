import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../classes.js';
import { isSelected, toggleAll } from './selection.js';
import type { GridSelection } from './selection.js';
import type { GridColumn, GridSort } from './virtual-grid.js';

interface GridHeadProps<T> {
  columns: readonly GridColumn<T>[];
  ids: readonly string[];
  selection: GridSelection | undefined;
  onSelectionChange: ((selection: GridSelection) => void) | undefined;
  sort: GridSort | null;
  onSort: ((column: string) => void) | undefined;
}

export function GridHead<T>({ columns, ids, selection, onSelectionChange, sort, onSort }: GridHeadProps<T>) {
  const { t } = useTranslation('ui');
  const ticked = selection === undefined ? 0 : ids.filter((id) => isSelected(selection, id)).length;
  const lead = selection === undefined ? 0 : 1;
  return (
    <div role="rowgroup" className="grid__head">
      <div role="row" aria-rowindex={1} className="grid__head-row">
        {selection !== undefined && (
          <div role="columnheader" aria-colindex={1} className="grid__cell grid__cell--tick">
            <input
              type="checkbox"
              className="check__box"
              aria-label={t('grid.selectAll')}
              checked={ticked > 0 && ticked === ids.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = ticked > 0 && ticked < ids.length;
              }}
              onChange={() => onSelectionChange?.(toggleAll(selection, ids))}
            />
          </div>
        )}
        {columns.map((column, i) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 1 + lead}
            aria-sort={sort?.column === column.id ? sort.direction : column.sortable === true ? 'none' : undefined}
            className={cx('grid__cell', column.align === 'end' && 'grid__cell--end')}
          >
            {column.sortable === true ? (
              <button type="button" className="grid__sort" onClick={() => onSort?.(column.id)}>
                {column.header}
                {sort?.column === column.id &&
                  (sort.direction === 'ascending' ? <ArrowUp size={12} aria-hidden="true" /> : <ArrowDown size={12} aria-hidden="true" />)}
              </button>
            ) : (
              <span className="clip">{column.header}</span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
