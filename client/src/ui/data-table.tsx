import type { ReactNode } from 'react';
import './data-table.css';

export interface DataColumn<T> {
  id: string;
  header: string;
  /** For a column of buttons: the name is for screen readers only. */
  hideHeader?: boolean;
  cell: (row: T) => ReactNode;
}

/** A plain table for lists of some dozens; long live lists take the virtual grid. */
export function DataTable<T>({
  label,
  columns,
  rows,
  rowId,
}: {
  label: string;
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
}) {
  return (
    <div className="data-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.hideHeader === true ? <span className="sr-only">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column) => (
                <td key={column.id} data-label={column.hideHeader === true ? undefined : column.header}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
