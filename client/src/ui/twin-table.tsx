import './twin-table.css';

export interface TwinRow {
  key: string;
  cells: readonly string[];
  onOpen?: () => void;
}

/** The same figures as a drawing shows, for those who cannot see it or want to read it exactly. The first column names the row, the rest are numbers. */
export function TwinTable({ caption, columns, rows }: { caption: string; columns: readonly string[]; rows: readonly TwinRow[] }) {
  return (
    <div className="twin" tabIndex={0} role="region" aria-label={caption}>
      <table className="twin__table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.onOpen === undefined ? (
                  row.cells[0]
                ) : (
                  <button type="button" className="btn btn--link btn--md" onClick={row.onOpen}>
                    {row.cells[0]}
                  </button>
                )}
              </th>
              {row.cells.slice(1).map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
